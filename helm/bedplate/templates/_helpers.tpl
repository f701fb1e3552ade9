{{/* The labels of every object. */}}
{{- define "bedplate.labels" -}}
{{ include "bedplate.selector" (dict "root" . "role" "") }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- with .Values.labels }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{/* What finds the Pods of a role. */}}
{{- define "bedplate.selector" -}}
app.kubernetes.io/name: bedplate
app.kubernetes.io/instance: {{ .root.Release.Name }}
{{- with .role }}
app.kubernetes.io/component: {{ . }}
{{- end }}
{{- end }}

{{/* The metadata of an object of a role: root, role, and name when it is another. */}}
{{- define "bedplate.metadata" -}}
name: {{ .name | default (printf "bedplate-%s" .role) }}
namespace: {{ .root.Release.Namespace }}
labels:
  {{- include "bedplate.labels" .root | nindent 2 }}
  app.kubernetes.io/component: {{ .role }}
{{- end }}

{{/* The same for an object without a namespace. */}}
{{- define "bedplate.clusterMetadata" -}}
name: {{ .name | default (printf "bedplate-%s" .role) }}
labels:
  {{- include "bedplate.labels" .root | nindent 2 }}
  {{- with .role }}
  app.kubernetes.io/component: {{ . }}
  {{- end }}
{{- end }}

{{- define "bedplate.managementPort" -}}
{{ dig "management" "port" 8080 .Values.config }}
{{- end }}

{{- define "bedplate.webhookPort" -}}
{{ dig "webhook" "port" 9443 .Values.config }}
{{- end }}

{{/* The configuration file. */}}
{{- define "bedplate.config" -}}
{{- $managed := eq .Values.webhook.certificate.mode "managed" }}
{{- $certificate := dict "mode" (ternary "managed" "files" $managed) }}
{{- if and $managed .Values.webhook.url }}
{{- $host := regexReplaceAll ":[0-9]+$" (get (urlParse .Values.webhook.url) "host") "" | trimAll "[]" }}
{{- $_ := set $certificate "hosts" (list $host) }}
{{- end }}
{{- if .Values.webhook.certificate.caBundle }}
{{- $_ := set $certificate "authority" "/etc/bedplate/ca.crt" }}
{{- end }}
{{- $webhook := dict "timeoutSeconds" .Values.webhook.timeoutSeconds "certificate" $certificate }}
{{- $inspection := dict "pullSecrets" (ternary "operator" "workloads" (eq .Values.secrets.access "none")) }}
{{- toYaml (mergeOverwrite (deepCopy .Values.config) (dict "webhook" $webhook "inspection" $inspection)) }}
{{- end }}

{{/* The image by its digest, else by its tag. */}}
{{- define "bedplate.image" -}}
{{- with .Values.image }}
{{- if .digest }}{{ .repository }}@{{ .digest }}
{{- else }}{{ .repository }}:{{ .tag | default $.Chart.AppVersion }}
{{- end }}
{{- end }}
{{- end }}
