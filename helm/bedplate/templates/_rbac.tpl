{{/* What both roles may do in the whole cluster. */}}
{{- define "bedplate.bothRoles" -}}
- apiGroups: [""]
  resources: [namespaces, nodes]
  verbs: [get, list, watch]
- apiGroups: [bedplate.dev]
  resources: [baseimagepolicies, baseimageexceptions, inspectedimages]
  verbs: [get, list, watch]
- apiGroups: [events.k8s.io]
  resources: [events]
  verbs: [create, get, patch]
{{- if ne .Values.secrets.access "none" }}
# Pull secrets are read one at a time, by the name that a workload or its account gives.
- apiGroups: [""]
  resources: [serviceaccounts]
  verbs: [get]
- apiGroups: [""]
  resources: [secrets]
  {{- if eq .Values.secrets.access "named" }}
  resourceNames: {{ toJson .Values.secrets.names }}
  {{- end }}
  verbs: [get]
{{- end }}
{{- end }}

{{/* The pull secrets that the configuration names for registries. */}}
{{- define "bedplate.ownSecrets" -}}
{{- with . }}
- apiGroups: [""]
  resources: [secrets]
  resourceNames: {{ toJson . }}
  verbs: [get]
{{- end }}
{{- end }}

{{- define "bedplate.roleRef" -}}
apiGroup: rbac.authorization.k8s.io
kind: {{ .kind }}
name: bedplate-{{ .role }}
{{- end }}

{{- define "bedplate.subjects" -}}
- kind: ServiceAccount
  namespace: {{ .root.Release.Namespace }}
  name: bedplate-{{ .role }}
{{- end }}
