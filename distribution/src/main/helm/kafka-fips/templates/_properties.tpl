{{/* A value as Kafka reads it: Helm takes every number for a float, and would write 1.073741824e+09 */}}
{{- define "kafka-fips.text" -}}
{{- if and (kindIs "float64" .) (eq (floor .) .) -}}
{{- printf "%.0f" . -}}
{{- else -}}
{{- toString . -}}
{{- end -}}
{{- end -}}

{{/* A dict as a properties file, sorted. Kafka reads ISO 8859-1 and takes a backslash for an escape. */}}
{{- define "kafka-fips.propertiesFile" -}}
{{- range $key := keys . | sortAlpha }}
{{- $value := toString (get $ $key) }}
{{- if not (regexMatch "^[\\x20-\\x7e\\n]*$" $value) }}
{{- fail (printf "%s has characters outside of ASCII, which a properties file cannot hold" $key) }}
{{- end }}
{{- if not (regexMatch "^[A-Za-z0-9._-]+$" $key) }}
{{- fail (printf "%q is no key of a properties file" $key) }}
{{- end }}
{{ $key }}={{ $value | replace "\\" "\\\\" | replace "\n" "\\n" }}
{{- end }}
{{- end -}}

{{/* ssl settings of a role, as JSON; root, role */}}
{{- define "kafka-fips.ssl" -}}
{{- $tls := .root.Values.tls -}}
{{- $p := dict -}}
{{- $_ := set $p "ssl.engine.factory.class" "io.kafkafips.ssl.kafka.FipsSslEngineFactory" -}}
{{- $_ := set $p "fips.tls.profile" $tls.profile -}}
{{- $_ := set $p "ssl.keystore.type" $tls.keystore.type -}}
{{- $_ := set $p "ssl.keystore.location" (printf "/mnt/tls/%s" $tls.keystore.file) -}}
{{- $_ := set $p "ssl.truststore.type" $tls.keystore.type -}}
{{- $_ := set $p "ssl.truststore.location" (printf "/mnt/tls/%s" $tls.truststore.file) -}}
{{- with $tls.keystore.passwordKey -}}
{{- $_ := set $p "ssl.key.password" (printf "${dir:/mnt/tls:%s}" .) -}}
{{- if eq $tls.keystore.type "BCFKS" -}}
{{- $_ := set $p "ssl.keystore.password" (printf "${dir:/mnt/tls:%s}" .) -}}
{{- end -}}
{{- end -}}
{{- with $tls.truststore.passwordKey -}}
{{- $_ := set $p "ssl.truststore.password" (printf "${dir:/mnt/tls:%s}" .) -}}
{{- end -}}
{{- toJson $p -}}
{{- end -}}

{{/* what brokers and controllers have alike, as JSON */}}
{{- define "kafka-fips.commonProperties" -}}
{{- $v := .Values -}}
{{- $name := include "kafka-fips.fullname" . -}}
{{- $p := dict -}}
{{- $_ := set $p "config.providers" "dir" -}}
{{- $_ := set $p "config.providers.dir.class" "org.apache.kafka.common.config.provider.DirectoryConfigProvider" -}}
{{- $_ := set $p "config.providers.dir.param.allowed.paths" "/mnt" -}}
{{- $voters := list -}}
{{- range $i := until (int $v.controllers.replicas) -}}
{{- $voters = append $voters (printf "10%d@%s-controller-%d.%s:%d" $i $name $i (include "kafka-fips.controllerDomain" $) (int $v.listeners.controllerPort)) -}}
{{- end -}}
{{- $_ := set $p "controller.quorum.voters" (join "," $voters) -}}
{{- $_ := set $p "controller.listener.names" "CONTROLLER" -}}
{{- $_ := set $p "ssl.client.auth" "required" -}}
{{- with $v.authorizer.mappingRules -}}
{{- $_ := set $p "ssl.principal.mapping.rules" . -}}
{{- end -}}
{{- $rev := $v.tls.revocation -}}
{{- if ne $rev.mode "off" -}}
{{- $_ := set $p "fips.tls.revocation.mode" $rev.mode -}}
{{- $_ := set $p "fips.tls.revocation.crl.fetch" $rev.fetchCrls -}}
{{- with $rev.crlConfigMap -}}{{- $_ := set $p "fips.tls.revocation.crl.locations" "/mnt/crl" -}}{{- end -}}
{{- with $rev.ocspUrl -}}{{- $_ := set $p "fips.tls.revocation.ocsp.url" . -}}{{- end -}}
{{- if $rev.acceptCertificatesOfUnknownStatus -}}
{{- $_ := set $p "fips.tls.revocation.accept.certificates.of.unknown.status" "true" -}}
{{- end -}}
{{- end -}}
{{- $_ := set $p "authorizer.class.name" "io.kafkafips.authorizer.kafka.CertificateAuthorizer" -}}
{{- $_ := set $p "principal.builder.class" "io.kafkafips.authorizer.kafka.CertificatePrincipalBuilder" -}}
{{- $nodes := default (list (printf "User:CN=%s-broker" $name) (printf "User:CN=%s-controller" $name)) $v.authorizer.nodePrincipals -}}
{{- $_ := set $p "super.users" (join ";" (concat $nodes $v.authorizer.superUsers)) -}}
{{- if $v.authorizer.superUsersAllowWholeGroups -}}
{{- $_ := set $p "super.users.allow.whole.groups" "true" -}}
{{- end -}}
{{- with $v.authorizer.principalRules -}}
{{- $_ := set $p "certificate.principal.rules" . -}}
{{- end -}}
{{- if or $v.authorizer.conditions.policy $v.authorizer.conditions.configMap -}}
{{- $_ := set $p "authorizer.conditions.file" "/mnt/conditions/conditions.yaml" -}}
{{- end -}}
{{- $_ := set $p "audit.directory" "/var/lib/kafka-audit/trails" -}}
{{- $_ := set $p "audit.allowed" $v.audit.allowed -}}
{{- $_ := set $p "audit.overflow" $v.audit.overflow -}}
{{- with $v.audit.hmacKeySecret -}}
{{- $_ := set $p "audit.hmac.key.file" (printf "/mnt/audit-key/%s" $v.audit.hmacKeyFile) -}}
{{- end -}}
{{- /* controllers decide on new topics, and what they fall back to */ -}}
{{- $replicas := min 3 (int $v.brokers.replicas) -}}
{{- $isr := max 1 (sub $replicas 1) -}}
{{- range list "default.replication.factor" "offsets.topic.replication.factor" "transaction.state.log.replication.factor" "share.coordinator.state.topic.replication.factor" -}}
{{- $_ := set $p . (toString $replicas) -}}
{{- end -}}
{{- range list "min.insync.replicas" "transaction.state.log.min.isr" "share.coordinator.state.topic.min.isr" -}}
{{- $_ := set $p . (toString $isr) -}}
{{- end -}}
{{- $_ := set $p "auto.create.topics.enable" "false" -}}
{{- $_ := set $p "unclean.leader.election.enable" "false" -}}
{{- if $v.tieredStorage.enabled -}}
{{- $_ := set $p "remote.log.storage.system.enable" "true" -}}
{{- end -}}
{{- toJson $p -}}
{{- end -}}

{{/* the chart's own settings, and those of the user beside them; settings, own, place */}}
{{- define "kafka-fips.withOwn" -}}
{{- $all := dict -}}
{{- range $key, $value := .settings -}}{{- $_ := set $all $key $value -}}{{- end -}}
{{- range $key, $value := .own -}}
{{- if or (hasKey $all $key) (has $key (list "node.id" "advertised.listeners" "broker.rack" "broker.id" "controller.quorum.bootstrap.servers" "log.dir")) -}}
{{- fail (printf "%s.%s is set by the chart: expected other keys there. Remedy: take it out, and use the chart's value for it" $.place $key) -}}
{{- end -}}
{{- if regexMatch "^(listener\\.name\\..*\\.)?(ssl|fips|sasl|security|principal)\\." $key -}}
{{- fail (printf "%s.%s is about TLS or identity, which the chart's values decide: expected none of it there. Remedy: take it out" $.place $key) -}}
{{- end -}}
{{- $_ := set $all $key (include "kafka-fips.text" $value) -}}
{{- end -}}
{{- include "kafka-fips.propertiesFile" $all | trim -}}
{{- end -}}

{{- define "kafka-fips.controllerProperties" -}}
{{- $v := .Values -}}
{{- $p := merge (include "kafka-fips.commonProperties" . | fromJson) (include "kafka-fips.ssl" (dict "root" . "role" "controller") | fromJson) -}}
{{- $_ := set $p "process.roles" "controller" -}}
{{- $_ := set $p "listeners" (printf "CONTROLLER://:%d" (int $v.listeners.controllerPort)) -}}
{{- $_ := set $p "listener.security.protocol.map" "CONTROLLER:SSL" -}}
{{- $_ := set $p "log.dirs" "/var/lib/kafka/data" -}}
{{- $_ := set $p "alter.config.policy.class.name" "io.kafkafips.authorizer.kafka.SecurityAlterConfigPolicy" -}}
{{- range $setting := list "minimums" "fixed" -}}
{{- $pairs := list -}}
{{- range $key, $value := get $v.authorizer.alterConfigPolicy $setting -}}{{- $pairs = append $pairs (printf "%s:%s" $key (include "kafka-fips.text" $value)) -}}{{- end -}}
{{- if $pairs -}}{{- $_ := set $p (printf "alter.config.policy.%s" $setting) (join "," $pairs) -}}{{- end -}}
{{- end -}}
{{- include "kafka-fips.withOwn" (dict "settings" $p "own" $v.controllers.config "place" "controllers.config") -}}
{{- end -}}

{{- define "kafka-fips.brokerProperties" -}}
{{- $v := .Values -}}
{{- $p := merge (include "kafka-fips.commonProperties" . | fromJson) (include "kafka-fips.ssl" (dict "root" . "role" "broker") | fromJson) -}}
{{- $_ := set $p "process.roles" "broker" -}}
{{- $listeners := printf "CLIENTS://:%d,INTERNAL://:%d" (int $v.listeners.clientPort) (int $v.listeners.internalPort) -}}
{{- $map := "CLIENTS:SSL,INTERNAL:SSL,CONTROLLER:SSL" -}}
{{- if $v.listeners.external.enabled -}}
{{- $listeners = printf "%s,EXTERNAL://:%d" $listeners (int $v.listeners.external.port) -}}
{{- $map = printf "%s,EXTERNAL:SSL" $map -}}
{{- end -}}
{{- $_ := set $p "listeners" $listeners -}}
{{- $_ := set $p "listener.security.protocol.map" $map -}}
{{- $_ := set $p "inter.broker.listener.name" "INTERNAL" -}}
{{- $_ := set $p "log.dirs" "/var/lib/kafka/data" -}}
{{- if $v.validator.enabled -}}
{{- $_ := set $p "metric.reporters" "org.apache.kafka.common.metrics.JmxReporter,io.kafkafips.validator.kafka.ValidatorGuard" -}}
{{- $_ := set $p "record.validation.policy.file" "/mnt/policy/policy.yaml" -}}
{{- $_ := set $p "record.validation.batch.budget.ms" (toString (int $v.validator.batchBudgetMs)) -}}
{{- end -}}
{{- if $v.tieredStorage.enabled -}}
{{- $p = merge $p (include "kafka-fips.tieredProperties" . | fromJson) -}}
{{- end -}}
{{- include "kafka-fips.withOwn" (dict "settings" $p "own" $v.brokers.config "place" "brokers.config") -}}
{{- end -}}

{{/* as JSON */}}
{{- define "kafka-fips.tieredProperties" -}}
{{- $t := .Values.tieredStorage -}}
{{- $p := dict -}}
{{- $_ := set $p "remote.log.storage.manager.class.name" "io.kafkafips.tiered.kafka.EncryptingRemoteStorageManager" -}}
{{- $_ := set $p "remote.log.metadata.manager.listener.name" "INTERNAL" -}}
{{- $_ := set $p "rlmm.config.remote.log.metadata.topic.replication.factor" (toString (min 3 (int .Values.brokers.replicas))) -}}
{{- range $key, $value := include "kafka-fips.ssl" (dict "root" . "role" "broker") | fromJson -}}
{{- $_ := set $p (printf "rlmm.config.remote.log.metadata.common.client.%s" $key) $value -}}
{{- end -}}
{{- $_ := set $p "rsm.config.keys.keystore.location" (printf "/mnt/tiered-keys/%s" $t.keys.keystoreFile) -}}
{{- $_ := set $p "rsm.config.keys.keystore.password" (printf "${dir:/mnt/tiered-keys:%s}" $t.keys.passwordKey) -}}
{{- with $t.keys.rootAlias -}}{{- $_ := set $p "rsm.config.keys.root.alias" . -}}{{- end -}}
{{- with $t.keys.clusterName -}}{{- $_ := set $p "rsm.config.keys.cluster.id" . -}}{{- end -}}
{{- $_ := set $p "rsm.config.keys.topics" $t.keys.topics -}}
{{- $_ := set $p "rsm.config.keys.registry.path" "/mnt/key-registry" -}}
{{- $_ := set $p "rsm.config.keys.create.missing" (toString $t.keys.createMissing) -}}
{{- $_ := set $p "rsm.config.spool.mode" $t.spool.mode -}}
{{- $_ := set $p "rsm.config.spool.directory" "/var/lib/kafka-spool" -}}
{{- if $t.plaintextReadAllowed -}}{{- $_ := set $p "rsm.config.plaintext.read.allowed" "true" -}}{{- end -}}
{{- if $t.delegate.className -}}
{{- $_ := set $p "rsm.config.delegate.class.name" $t.delegate.className -}}
{{- with $t.delegate.classPath -}}{{- $_ := set $p "rsm.config.delegate.class.path" . -}}{{- end -}}
{{- else -}}
{{- $_ := set $p "rsm.config.delegate.directory.path" "/mnt/tiered" -}}
{{- $_ := set $p "rsm.config.delegate.directory.store.id" $t.directory.storeId -}}
{{- end -}}
{{- range $key, $value := $t.delegate.config -}}
{{- if hasKey $p (printf "rsm.config.delegate.%s" $key) -}}
{{- fail (printf "tieredStorage.delegate.config.%s is set by the chart. Remedy: take it out" $key) -}}
{{- end -}}
{{- $_ := set $p (printf "rsm.config.delegate.%s" $key) (include "kafka-fips.text" $value) -}}
{{- end -}}
{{- toJson $p -}}
{{- end -}}
