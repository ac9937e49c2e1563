{{- define "kafka-fips.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride -}}
{{- else -}}
{{- $name := default .Chart.Name .Values.nameOverride -}}
{{- if contains $name .Release.Name -}}
{{- .Release.Name | trunc 40 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name $name | trunc 40 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{- define "kafka-fips.selector" -}}
app.kubernetes.io/name: {{ default .Chart.Name .Values.nameOverride }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{/* of what the selector finds nothing may change: no version, no common labels there */}}
{{- define "kafka-fips.labels" -}}
{{- include "kafka-fips.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | quote }}
{{- with .Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{- define "kafka-fips.image" -}}
{{- if .Values.image.digest -}}
{{- printf "%s@%s" .Values.image.repository .Values.image.digest -}}
{{- else -}}
{{- printf "%s:%s" .Values.image.repository (default .Chart.AppVersion .Values.image.tag) -}}
{{- end -}}
{{- end -}}

{{- define "kafka-fips.brokerDomain" -}}
{{- printf "%s-brokers.%s.svc.%s" (include "kafka-fips.fullname" .) .Release.Namespace .Values.clusterDomain -}}
{{- end -}}

{{- define "kafka-fips.controllerDomain" -}}
{{- printf "%s-controllers.%s.svc.%s" (include "kafka-fips.fullname" .) .Release.Namespace .Values.clusterDomain -}}
{{- end -}}

{{- define "kafka-fips.bootstrapHost" -}}
{{- printf "%s-bootstrap.%s.svc.%s" (include "kafka-fips.fullname" .) .Release.Namespace .Values.clusterDomain -}}
{{- end -}}

{{/* Secret with the stores of a role; role: broker or controller */}}
{{- define "kafka-fips.tlsSecret" -}}
{{- $root := .root -}}
{{- if $root.Values.tls.certManager.enabled -}}
{{- printf "%s-%s-tls" (include "kafka-fips.fullname" $root) .role -}}
{{- else -}}
{{- get $root.Values.tls (printf "%sSecret" .role) -}}
{{- end -}}
{{- end -}}

{{- define "kafka-fips.registryClaim" -}}
{{- default (printf "%s-key-registry" (include "kafka-fips.fullname" .)) .Values.tieredStorage.keys.registry.existingClaim -}}
{{- end -}}

{{- define "kafka-fips.builtInStore" -}}
{{- if and .Values.tieredStorage.enabled (not .Values.tieredStorage.delegate.className) -}}true{{- end -}}
{{- end -}}
