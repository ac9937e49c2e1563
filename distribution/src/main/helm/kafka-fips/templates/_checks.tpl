{{/* What the schema cannot say because it depends on several values. Each refusal names the value and the remedy. */}}
{{- define "kafka-fips.checks" -}}
{{- $v := .Values -}}
{{- if not $v.clusterId -}}
{{- fail "clusterId is empty: expected the id of the Kafka cluster, the same for ever. Remedy: --set clusterId=$(kafka-storage.sh random-uuid)" -}}
{{- end -}}
{{- if $v.tls.certManager.enabled -}}
{{- if or $v.tls.brokerSecret $v.tls.controllerSecret -}}
{{- fail "tls.brokerSecret and tls.controllerSecret are set while tls.certManager.enabled is true: expected one source of certificates. Remedy: leave one of them out" -}}
{{- end -}}
{{- if and (not $v.tls.certManager.issuerRef.name) (not $v.tls.certManager.createIssuer.caSecret) -}}
{{- fail "tls.certManager has no issuer: expected issuerRef.name, or createIssuer.caSecret with the authority's key. Remedy: name one" -}}
{{- end -}}
{{- if or (ne $v.tls.keystore.type "PEM") $v.tls.keystore.passwordKey -}}
{{- fail "tls.keystore is not plain PEM while tls.certManager.enabled is true: cert-manager gives unencrypted PEM. Remedy: leave tls.keystore as it is" -}}
{{- end -}}
{{- if and (eq $v.tls.profile "strict") (or (and (eq $v.tls.certManager.privateKey.algorithm "ECDSA") (ne (int $v.tls.certManager.privateKey.size) 384)) (and (eq $v.tls.certManager.privateKey.algorithm "RSA") (lt (int $v.tls.certManager.privateKey.size) 3072))) -}}
{{- fail "tls.certManager.privateKey is not allowed by tls.profile=strict: expected ECDSA 384, or RSA from 3072. Remedy: privateKey {algorithm: ECDSA, size: 384}" -}}
{{- end -}}
{{- $sizes := ternary (list 256 384 521) (list 2048 3072 4096) (eq $v.tls.certManager.privateKey.algorithm "ECDSA") -}}
{{- if not (has (int $v.tls.certManager.privateKey.size) $sizes) -}}
{{- fail (printf "tls.certManager.privateKey.size is %d: expected one of %v for %s" (int $v.tls.certManager.privateKey.size) $sizes $v.tls.certManager.privateKey.algorithm) -}}
{{- end -}}
{{- else -}}
{{- if or (not $v.tls.brokerSecret) (not $v.tls.controllerSecret) -}}
{{- fail "tls.brokerSecret or tls.controllerSecret is empty: expected Secrets with key store and trust store of both roles. Remedy: name them, or set tls.certManager.enabled=true" -}}
{{- end -}}
{{- if not $v.authorizer.nodePrincipals -}}
{{- fail "authorizer.nodePrincipals is empty: brokers and controllers have to be super users, under the names in their certificates. Remedy: authorizer.nodePrincipals=[\"User:CN=...\"]" -}}
{{- end -}}
{{- if and (eq $v.tls.keystore.type "BCFKS") (or (not $v.tls.keystore.passwordKey) (not $v.tls.truststore.passwordKey)) -}}
{{- fail "tls.keystore.passwordKey or tls.truststore.passwordKey is empty: a BCFKS store has a password of at least 14 characters. Remedy: put it into the Secret and name its key" -}}
{{- end -}}
{{- end -}}
{{- if and $v.listeners.external.enabled (not (contains "{index}" $v.listeners.external.advertisedHost)) (gt (int $v.brokers.replicas) 1) (not (contains "{index}" $v.listeners.external.advertisedPort)) -}}
{{- fail "listeners.external.advertisedHost and advertisedPort are the same for all brokers: expected {index} in one of them. Remedy: advertisedHost=broker-{index}.kafka.example.org" -}}
{{- end -}}
{{- if and $v.listeners.external.enabled (not $v.listeners.external.advertisedHost) -}}
{{- fail "listeners.external.advertisedHost is empty: clients outside need a name for each broker. Remedy: advertisedHost=broker-{index}.kafka.example.org" -}}
{{- end -}}
{{- if and $v.authorizer.conditions.policy $v.authorizer.conditions.configMap -}}
{{- fail "authorizer.conditions has policy and configMap: expected one. Remedy: leave one of them out" -}}
{{- end -}}
{{- if and $v.validator.enabled (eq (empty $v.validator.policy) (empty $v.validator.configMap)) -}}
{{- fail "validator.enabled is true: expected exactly one of validator.policy and validator.configMap. Remedy: give the policy file" -}}
{{- end -}}
{{- if $v.tieredStorage.enabled -}}
{{- if not $v.tieredStorage.keys.secret -}}
{{- fail "tieredStorage.keys.secret is empty: expected the Secret with the BCFKS store of the root keys. Remedy: kubectl create secret generic ... --from-file=roots.bcfks --from-file=password" -}}
{{- end -}}
{{- if include "kafka-fips.builtInStore" . -}}
{{- if or (not $v.tieredStorage.directory.existingClaim) (not $v.tieredStorage.directory.storeId) -}}
{{- fail "tieredStorage.directory.existingClaim or storeId is empty: the built-in store needs a shared claim, and the id in its file .kafkafips-store, or an empty mount is taken for the store. Remedy: set both, or tieredStorage.delegate.className" -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- if and $v.metrics.servePlaintextHttp (not $v.metrics.rules) -}}
{{- fail "metrics.rules is empty: expected the rules of the JMX exporter. Remedy: --set-file metrics.rules=config/jmx-exporter.yaml" -}}
{{- end -}}
{{- $ports := list (int $v.listeners.clientPort) (int $v.listeners.internalPort) (int $v.listeners.controllerPort) (int $v.listeners.healthPort) (int $v.listeners.external.port) (int $v.metrics.port) -}}
{{- if ne (len $ports) (len (uniq $ports)) -}}
{{- fail (printf "Two of the ports are the same: %v. Remedy: give each listener, health and metrics a port of its own" $ports) -}}
{{- end -}}
{{- end -}}
