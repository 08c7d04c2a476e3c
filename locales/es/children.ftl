children-title = Infancia
children-lead = Imágenes conocidas halladas por su huella. Nunca se recibe una imagen, un vídeo o un archivo comprimido: calcule la huella donde está y envíe solo la huella.
children-match-title = ¿Es conocida?
children-hashes = Huellas
children-hint = Una por línea: hexadecimal y, si quiere, la calidad y un nombre suyo. PDQ, MD5, SHA-1, SHA-256, PhotoDNA.
children-hash-file = O un fichero de huellas
children-hash-file-hint = Texto, una huella por línea, o lo que imprimió la herramienta.
children-hasher = La herramienta se ejecuta en su oficina:
children-match = Comparar
children-none = Ninguna imagen conocida entre estas.
children-leads = { $n ->
    [one] Un indicio
   *[other] { $n } indicios
}
children-lead-worth = Una coincidencia es un indicio, no una prueba: vea quién la avala y llame.
children-featureless = { $n ->
    [one] Se descartó un parecido: imagen con muy pocos rasgos.
   *[other] Se descartaron { $n } parecidos: imágenes con muy pocos rasgos.
}
children-file = Su fichero
children-record = Lista y registro
children-distance = Bits de diferencia
children-standing = Crédito
children-standing-reported = solo comunicada
children-standing-confirmed = confirmada
children-standing-trusted = fiable
children-standing-disputed = discutida
children-confirmed-by = confirmada por
children-series-known = Serie conocida
children-series = Serie
children-victim = Víctima identificada
children-offender = Autor identificado
children-distributed = Difundida
children-call = Llamar a
children-yes = sí
children-no = no
children-not-said = no consta
children-gravest = de las más graves
children-gravest-list = Lista de las más graves
children-gravest-criteria = Un acto distinto de todo voto: un menor real, edad aparente inferior a { $age } años, hechos graves; valorado desde { $countries } países. Criterios aún no cotejados con el texto original.
children-assessed-by = Valorada por
children-real-child = Un menor real
children-severe = Abuso grave
children-age = Edad aparente en años
children-assess = Valorar
children-strike = Quitar de la lista de las más graves
children-caution-featureless-picture = muy pocos rasgos
children-caution-quality-unknown = calidad desconocida
children-caution-beyond-advised-distance = más lejos de lo aconsejado
children-caution-disputed = alguien la discute
children-caution-unconfirmed = nadie la ha confirmado
children-words = Qué ha ocurrido
children-words-hint = Sellado; solo lo leen las oficinas afectadas.
children-imminent = Un menor está en peligro ahora
children-open-report = Comunicar a las oficinas afectadas
children-report = Comunicación
children-reports = Comunicaciones
children-no-reports = Aún no hay comunicaciones.
children-report-count = { $ours } nuestras, { $others } recibidas.
children-report-of = Comunicado por la oficina { $bureau }
children-queue = Cola
children-queue-imminent = peligro inminente
children-queue-child = protección de la infancia
children-opened = Abierta
children-closed = cerrada
children-close = Cerrar la comunicación
children-from = De
children-concerned = Remitida a
children-duty-desk = guardia
children-told = avisada de inmediato
children-outcome = Resultado
children-outcome-in-hand = en curso
children-outcome-series-known = serie conocida, nada nuevo
children-outcome-victim-known = víctima ya conocida
children-outcome-victim-identified = víctima identificada así
children-outcome-offender-identified = autor identificado así
children-outcome-not-the-same = no es el mismo material
children-no-answer = sin respuesta aún
children-answer = Responder
children-waiting = { $n ->
    [one] Una comunicación sobre un menor espera a su oficina.
   *[other] { $n } comunicaciones sobre menores esperan a su oficina.
}
children-compared = { $n ->
    [one] Un fichero comparado,
   *[other] { $n } ficheros comparados,
}
children-lists = Listas
children-no-lists = Aún no hay listas. Incorpore una abajo.
children-list = Lista
children-list-of = Una lista de la oficina { $bureau }.
children-list-records = { $n ->
    [one] Un registro vigente.
   *[other] { $n } registros vigentes.
}
children-source = Fuente
children-yours = la suya
children-records = Registros
children-withdrawn = Retirados
children-holders = Copias en
children-region = Región
children-import = Incorporar una lista
children-list-name = Nombre de la lista
children-format = Formato
children-algorithm = Algoritmo (listas simples)
children-list-file = Fichero
children-list-text = O su texto
children-take-over = Incorporar
children-taken-added = Añadidos
children-taken-changed = cambiados
children-taken-unchanged = sin cambios
children-taken-older = más antiguos que lo vigente
children-taken-withdrawn = retirados
children-left-out = Omitido:
children-more = Más registros
children-to-purge = { $n ->
    [one] Se retiró un registro desde su copia: elimínelo.
   *[other] Se retiraron { $n } registros desde su copia: elimínelos.
}
children-purged = Eliminados de nuestra copia
children-purged-until = Retiradas hechas hasta
children-copies = Copias
children-copies-lead = Quien toma una copia es avisado de cada retirada y dice cuándo la aplicó.
children-bureau = Oficina
children-handed-out = Entregada
children-export = Tomar una copia (VICS 2.0)
children-prints = Huellas
children-grade = Categoría de la fuente
children-when = Cuándo
children-facts = Lo que dice la fuente
children-quality = calidad
children-not-matched = se guarda, no se compara aquí
children-contributed = Aportada por
children-votes = Votos
children-no-votes = Aún no hay votos.
children-vote = Votar
children-say-confirms = confirma, por valoración propia
children-say-relies = se apoya en
children-say-disputes = discute
children-say-rejects = no debe estar en la lista
children-say-takes-back = retira lo dicho
children-reason = Motivo (discusión, voto en contra, retirada)
children-withdraw = Retirar el registro
children-withdraw-note = Desde entonces ya no coincide, y a cada poseedor de una copia se le pide eliminarlo.
children-is-withdrawn = La fuente retiró este registro.
