{{/* The pod of a role; root, role (broker or controller), settings (its values). Meets the Pod Security Standard "restricted". */}}
{{- define "kafka-fips.pod" -}}
{{- $root := .root -}}
{{- $role := .role -}}
{{- $s := .settings -}}
{{- $v := $root.Values -}}
{{- $name := include "kafka-fips.fullname" $root -}}
{{- $broker := eq $role "broker" -}}
{{- $tiered := and $broker $v.tieredStorage.enabled -}}
metadata:
  labels:
    {{- include "kafka-fips.labels" $root | nindent 4 }}
    app.kubernetes.io/component: {{ $role }}
    {{- with $s.podLabels }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
  annotations:
    checksum/settings: {{ printf "%s %s %s" (include (printf "kafka-fips.%sProperties" $role) $root) (include "kafka-fips.jvmFlags" .) (include "kafka-fips.logging" $root) | cat $v.metrics.rules | sha256sum }}
    {{- with $s.podAnnotations }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
spec:
  serviceAccountName: {{ $name }}
  automountServiceAccountToken: false
  enableServiceLinks: false
  terminationGracePeriodSeconds: {{ int64 $v.pods.terminationGracePeriodSeconds }}
  {{- with $v.image.pullSecrets }}
  imagePullSecrets:
    {{- range . }}
    - name: {{ . }}
    {{- end }}
  {{- end }}
  {{- with $s.priorityClassName }}
  priorityClassName: {{ . }}
  {{- end }}
  {{- with $s.nodeSelector }}
  nodeSelector:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with $s.tolerations }}
  tolerations:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with $s.affinity }}
  affinity:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  topologySpreadConstraints:
    - maxSkew: 1
      topologyKey: kubernetes.io/hostname
      whenUnsatisfiable: {{ $v.pods.spreadOverNodes }}
      labelSelector:
        matchLabels:
          {{- include "kafka-fips.selector" $root | nindent 10 }}
          app.kubernetes.io/component: {{ $role }}
    - maxSkew: 1
      topologyKey: topology.kubernetes.io/zone
      whenUnsatisfiable: ScheduleAnyway
      labelSelector:
        matchLabels:
          {{- include "kafka-fips.selector" $root | nindent 10 }}
          app.kubernetes.io/component: {{ $role }}
  securityContext:
    runAsNonRoot: true
    runAsUser: {{ int64 $v.pods.runAsUser }}
    runAsGroup: {{ int64 $v.pods.fsGroup }}
    fsGroup: {{ int64 $v.pods.fsGroup }}
    fsGroupChangePolicy: OnRootMismatch
    seccompProfile:
      type: RuntimeDefault
  containers:
    - name: kafka
      image: {{ include "kafka-fips.image" $root | quote }}
      imagePullPolicy: {{ $v.image.pullPolicy }}
      securityContext:
        allowPrivilegeEscalation: false
        privileged: false
        readOnlyRootFilesystem: true
        capabilities:
          drop: [ALL]
      env:
        - name: POD_NAME
          valueFrom:
            fieldRef: {fieldPath: metadata.name}
        - name: POD_INDEX
          valueFrom:
            fieldRef: {fieldPath: "metadata.labels['apps.kubernetes.io/pod-index']"}
        - name: CLUSTER_ID
          value: {{ $v.clusterId | quote }}
        - name: HEALTH_PORT
          value: {{ $v.listeners.healthPort | quote }}
        - name: KAFKA_NODE_ID
          value: {{ ternary "$(POD_INDEX)" "10$(POD_INDEX)" $broker | quote }}
        {{- if $broker }}
        - name: KAFKA_ADVERTISED_LISTENERS
          value: {{ include "kafka-fips.advertised" $root | quote }}
        {{- with $s.rackLabel }}
        - name: KAFKA_BROKER_RACK
          valueFrom:
            fieldRef: {fieldPath: "metadata.labels['{{ . }}']"}
        {{- end }}
        {{- end }}
      ports:
        {{- if $broker }}
        - {name: clients, containerPort: {{ $v.listeners.clientPort }}}
        - {name: internal, containerPort: {{ $v.listeners.internalPort }}}
        {{- if $v.listeners.external.enabled }}
        - {name: external, containerPort: {{ $v.listeners.external.port }}}
        {{- end }}
        {{- else }}
        - {name: controller, containerPort: {{ $v.listeners.controllerPort }}}
        {{- end }}
        - {name: health, containerPort: {{ $v.listeners.healthPort }}}
        {{- if $v.metrics.servePlaintextHttp }}
        - {name: metrics, containerPort: {{ $v.metrics.port }}}
        {{- end }}
      # log recovery after a crash may take long: until then nobody is restarted
      startupProbe:
        httpGet: {path: /health, port: health}
        periodSeconds: 5
        timeoutSeconds: 3
        failureThreshold: {{ div (int64 $v.pods.startupSeconds) 5 }}
      readinessProbe:
        httpGet: {path: /health, port: health}
        periodSeconds: 5
        timeoutSeconds: 3
        failureThreshold: 3
      # that the process answers; a node without a quorum is not mended by a restart
      livenessProbe:
        tcpSocket: {port: health}
        periodSeconds: 10
        timeoutSeconds: 5
        failureThreshold: 6
      resources:
        {{- toYaml $s.resources | nindent 8 }}
      volumeMounts:
        - {name: settings, mountPath: /etc/kafka, readOnly: true}
        - {name: run, mountPath: /run/kafka}
        - {name: data, mountPath: /var/lib/kafka}
        - {name: audit, mountPath: /var/lib/kafka-audit}
        - {name: tls, mountPath: /mnt/tls, readOnly: true}
        {{- if and (ne $v.tls.revocation.mode "off") $v.tls.revocation.crlConfigMap }}
        - {name: crl, mountPath: /mnt/crl, readOnly: true}
        {{- end }}
        {{- if or $v.authorizer.conditions.policy $v.authorizer.conditions.configMap }}
        - {name: conditions, mountPath: /mnt/conditions, readOnly: true}
        {{- end }}
        {{- if $v.audit.hmacKeySecret }}
        - {name: audit-key, mountPath: /mnt/audit-key, readOnly: true}
        {{- end }}
        {{- if and $broker $v.validator.enabled }}
        - {name: policy, mountPath: /mnt/policy, readOnly: true}
        {{- end }}
        {{- if $tiered }}
        - {name: tiered-keys, mountPath: /mnt/tiered-keys, readOnly: true}
        - {name: key-registry, mountPath: /mnt/key-registry}
        - {name: spool, mountPath: /var/lib/kafka-spool}
        {{- if include "kafka-fips.builtInStore" $root }}
        - {name: tiered, mountPath: /mnt/tiered}
        {{- end }}
        {{- if $v.tieredStorage.delegate.secret }}
        - {name: delegate, mountPath: /mnt/delegate, readOnly: true}
        {{- end }}
        {{- end }}
  volumes:
    - name: settings
      configMap: {name: {{ $name }}-{{ $role }}}
    # java.io.tmpdir: native libraries are unpacked there, so it must not be noexec, which an emptyDir is not
    - name: run
      emptyDir: {medium: Memory, sizeLimit: {{ $v.pods.nativeLibrariesSize }}}
    # whole volumes, never a subPath: the kubelet does not renew that, and the plug-ins follow the files; 288 is 0440
    - name: tls
      secret: {secretName: {{ include "kafka-fips.tlsSecret" (dict "root" $root "role" $role) }}, defaultMode: 288}
    {{- if and (ne $v.tls.revocation.mode "off") $v.tls.revocation.crlConfigMap }}
    - name: crl
      configMap: {name: {{ $v.tls.revocation.crlConfigMap }}}
    {{- end }}
    {{- if or $v.authorizer.conditions.policy $v.authorizer.conditions.configMap }}
    - name: conditions
      configMap: {name: {{ default (printf "%s-conditions" $name) $v.authorizer.conditions.configMap }}}
    {{- end }}
    {{- if $v.audit.hmacKeySecret }}
    # gone once the key has been taken off the machine
    - name: audit-key
      secret: {secretName: {{ $v.audit.hmacKeySecret }}, defaultMode: 288, optional: true}
    {{- end }}
    {{- if and $broker $v.validator.enabled }}
    - name: policy
      configMap: {name: {{ default (printf "%s-policy" $name) $v.validator.configMap }}}
    {{- end }}
    {{- if $tiered }}
    - name: tiered-keys
      secret: {secretName: {{ $v.tieredStorage.keys.secret }}, defaultMode: 288}
    - name: key-registry
      persistentVolumeClaim: {claimName: {{ include "kafka-fips.registryClaim" $root }}}
    - name: spool
      emptyDir: {sizeLimit: {{ $v.tieredStorage.spool.size }}}
    {{- if include "kafka-fips.builtInStore" $root }}
    - name: tiered
      persistentVolumeClaim: {claimName: {{ $v.tieredStorage.directory.existingClaim }}}
    {{- end }}
    {{- if $v.tieredStorage.delegate.secret }}
    - name: delegate
      secret: {secretName: {{ $v.tieredStorage.delegate.secret }}, defaultMode: 288}
    {{- end }}
    {{- end }}
{{- end -}}

{{- define "kafka-fips.advertised" -}}
{{- $v := .Values -}}
{{- $host := printf "$(POD_NAME).%s" (include "kafka-fips.brokerDomain" .) -}}
{{- $advertised := printf "CLIENTS://%s:%d,INTERNAL://%s:%d" $host (int $v.listeners.clientPort) $host (int $v.listeners.internalPort) -}}
{{- if $v.listeners.external.enabled -}}
{{- $external := printf "EXTERNAL://%s:%s" $v.listeners.external.advertisedHost $v.listeners.external.advertisedPort -}}
{{- $advertised = printf "%s,%s" $advertised ($external | replace "{index}" "$(POD_INDEX)") -}}
{{- end -}}
{{- $advertised -}}
{{- end -}}

{{/* the file jvm.args; the image's own flags come after it and win. root, role, settings */}}
{{- define "kafka-fips.jvmFlags" -}}
{{- $v := .root.Values -}}
-XX:InitialRAMPercentage=50.0
{{- if and (eq .role "broker") $v.validator.enabled }}
-javaagent:{{ $v.image.libs }}/plugin-record-validator-{{ default .root.Chart.AppVersion $v.image.pluginVersion }}.jar
{{- end }}
{{- if $v.metrics.servePlaintextHttp }}
-javaagent:{{ $v.metrics.agent }}={{ int $v.metrics.port }}:/etc/kafka/jmx-exporter.yaml
{{- end }}
{{- range .settings.jvmFlags }}
{{- if regexMatch "^-D(java\\.security\\.|org\\.bouncycastle\\.|jdk\\.tls\\.|java\\.io\\.tmpdir)" . }}
{{- fail (printf "jvmFlags has %s: the image decides on the FIPS flags. Remedy: take it out" .) }}
{{- end }}
{{ . }}
{{- end }}
{{- end -}}

{{/* the file log4j2.properties: everything to standard output */}}
{{- define "kafka-fips.logging" -}}
appender.out.type=Console
appender.out.name=out
appender.out.layout.type=PatternLayout
appender.out.layout.pattern=[%d{ISO8601}] %p %encode{%m}{CRLF} (%c)%n%throwable
rootLogger.level={{ .Values.logging.root }}
rootLogger.appenderRef.out.ref=out
{{- range $name, $level := .Values.logging.levels }}
{{- $id := $name | replace "." "_" }}
logger.{{ $id }}.name={{ $name }}
logger.{{ $id }}.level={{ $level }}
{{- end }}
{{- end -}}
