{{/* What would start and then not work is refused here, each with a sentence that says what to do. */}}
{{- define "tandem.checks" -}}
{{- if not .Values.image.repository -}}
{{- fail "image.repository is empty: set it to the image of the server (README.md, \"The image\")." -}}
{{- end -}}
{{- if gt (int .Values.replicaCount) 1 -}}
{{- if not .Values.database.url -}}
{{- fail (printf "replicaCount is %d, but several servers share one external database: set database.url to your PostgreSQL, or replicaCount to 1." (int .Values.replicaCount)) -}}
{{- end -}}
{{- if eq .Values.media.exposure "loadBalancer" -}}
{{- fail (printf "replicaCount is %d and media.exposure is loadBalancer: one Service in front of several pods sends packets of a call to pods that do not carry it; set media.exposure to hostPort or none." (int .Values.replicaCount)) -}}
{{- end -}}
{{- if and (eq .Values.media.exposure "hostPort") .Values.media.announce -}}
{{- fail (printf "replicaCount is %d and media.announce is set: every pod would announce the same addresses; leave it empty, so that each announces its own node." (int .Values.replicaCount)) -}}
{{- end -}}
{{- end -}}
{{- if and .Values.database.url .Values.persistence.enabled -}}
{{- fail "database.url and persistence.enabled are both set: choose the external database (persistence.enabled=false) or the server's own (database.url empty)." -}}
{{- end -}}
{{- if not (or .Values.database.url .Values.persistence.enabled) -}}
{{- fail "there is no place for the data: set database.url to your PostgreSQL, or persistence.enabled=true for the server's own on a volume." -}}
{{- end -}}
{{- if regexMatch "(?i)[?&]password=|//[^/]*@" .Values.database.url -}}
{{- fail "database.url holds credentials, which would be readable in a ConfigMap: put the password into a Secret and name it in database.existingSecret." -}}
{{- end -}}
{{- if and .Values.database.url (not .Values.database.existingSecret) -}}
{{- fail "database.existingSecret is empty: name the Secret that holds the password of database.user." -}}
{{- end -}}
{{- if and .Values.turn.urls (not .Values.turn.existingSecret) -}}
{{- fail "turn.urls is set, but turn.existingSecret is empty: name the Secret that holds the secret shared with the TURN servers." -}}
{{- end -}}
{{- if and .Values.writer.url (not .Values.writer.model) -}}
{{- fail "writer.url is set, but writer.model is empty: name the model that writes." -}}
{{- end -}}
{{- if and (eq .Values.media.exposure "loadBalancer") (not .Values.media.announce) -}}
{{- fail "media.exposure is loadBalancer, but media.announce is empty: name the load balancer's fixed address, or signaling succeeds and media fails." -}}
{{- end -}}
{{- if gt (add (int .Values.media.port) (int .Values.media.eventLoops)) 65536 -}}
{{- fail "media.port leaves no room for one port per event loop: lower media.port or media.eventLoops." -}}
{{- end -}}
{{- if lt (int .Values.media.maxCalls) (int .Values.media.eventLoops) -}}
{{- fail "media.maxCalls is less than one per event loop: raise it or lower media.eventLoops." -}}
{{- end -}}
{{- if and .Values.ingress.enabled (not .Values.ingress.hosts) -}}
{{- fail "ingress.enabled is true, but ingress.hosts is empty: name the host under which browsers reach the server." -}}
{{- end -}}
{{- end -}}
