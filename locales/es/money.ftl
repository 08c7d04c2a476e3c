# Palabras de las páginas de retención de pagos.
money-by-bureau = Oficina { $country } (código bancario { $code })
bucket-held = Retenido
bucket-returned = Devuelto
bucket-chased = En seguimiento
bucket-cash = Efectivo, tarjeta o gastado
bucket-charges = Comisiones
bucket-refused = Denegado
bucket-not_found = No encontrado
bucket-lapsed = Retención vencida
bucket-released = Liberado
bucket-withdrawn = Retirado
bucket-below_minimum = Demasiado poco para seguirlo
family-stopped = Detenido
family-chased = En seguimiento
family-out = Fuera de alcance
band-flight = Aún sin ejecutar
band-over = Fuera de plazo
band-hour = En una hora
band-shift = En este turno
band-later = Más tarde
todo-second-person = Validar esta solicitud como segunda persona
todo-second-person-other = Espera a un segundo agente
todo-stopped = El seguimiento está detenido: reanudarlo o retirar el caso
todo-there-releases = { $bank }: su oficina debe validar la solicitud
todo-release-request = Validar la solicitud a { $bank }
todo-release-here = Validar o confirmar la solicitud a { $bank }
todo-confirm = Confirmar por teléfono la respuesta de { $bank }
todo-appeal = Decidir la reclamación en { $bank }
todo-expiry = La retención en { $bank } termina
todo-answer = Responder por { $bank }
todo-acknowledgement = { $bank } no ha acusado recibo
todo-answer-due = { $bank } debe una respuesta
todo-rate = { $bank } debe su tipo de cambio
todo-where-to = { $bank } debe decir adónde fue el dinero
clock-settles = liquidación
clock-answer = respuesta debida
clock-acknowledgement = acuse debido
clock-rate = tipo de cambio debido
clock-where-to = destino debido
clock-expiry = fin de la retención
clock-none = Sin plazo
state-filed = Espera validación
state-pursuing = Seguimiento en curso
state-stopped = Detenido
state-withdrawn = Retirado
state-unconfirmed = Respuesta sin confirmar
state-appeal = Reclamación abierta
state-breach = No se respetó la retención
held-back-most_hops = Más saltos de los que permite el mandato
held-back-most_accounts = Más cuentas de las que permite el mandato
held-back-barred_country = El mandato excluye este país
held-back-mandate_ended = El mandato ha terminado
held-back-profile_forbids = Debe validarla un agente de allí
held-back-unconfirmed = Se apoya en una respuesta sin confirmar
held-back-stopped = El seguimiento está detenido
held-back-second-person = Espera a la segunda persona
ask-held-back = Preparada, sin enviar
ask-sent = Enviada
ask-acknowledged = Recibo confirmado
ask-answered = Respondida
ask-withdrawn = Retirada
desk-title = Guardia
desk-new = Nueva solicitud
desk-open = { $n ->
    [0] Nada pendiente.
    [one] Una cosa pendiente.
   *[other] { $n } cosas pendientes.
}
desk-over = { $n ->
    [one] Una está fuera de plazo.
   *[other] { $n } están fuera de plazo.
}
desk-soon = { $n ->
    [one] Una le espera en una hora.
   *[other] { $n } le esperan en una hora.
}
desk-chased = En seguimiento:
desk-empty = Nada le espera. La próxima solicitud, respuesta o plazo aparecerá aquí por sí solo.
money-title = Pagos robados
money-count = { $n ->
    [0] Su oficina no ha presentado ningún caso.
    [one] Su oficina ha presentado un caso.
   *[other] Su oficina ha presentado { $n } casos.
}
money-empty = Ningún caso todavía. El primero que presente aparecerá aquí.
col-clock = Plazo
col-what = Qué hacer
col-reach = Suma
col-where = Dónde
col-state = Estado
col-case = Caso
col-filed = Presentado
col-lost = Perdido
col-stopped = Detenido
col-balance = Balance
col-asked-of = Pedido a
col-asked = Pedido
stray-waiting = { $n ->
    [one] Un mensaje bancario necesita lector.
   *[other] { $n } mensajes bancarios necesitan lector.
}
stray-unknown_case = Ningún caso de aquí le corresponde.
stray-person_reads = Ninguna regla basta para leerlo.
stray-not_an_answer = Es una solicitud, no una respuesta.
sheet-title = Balance
sheet-where = Dónde está
sheet-share = de lo perdido
sheet-proof = { $n ->
    [one] Cuadra al céntimo, en una cuenta.
   *[other] Cuadra al céntimo, en { $n } cuentas.
}
sheet-broken = El balance no cuadra con lo perdido. No se muestra ninguna cifra hasta que cuadre. Llame a la guardia central.
flow-title = Recorrido del dinero
flow-note = { $n ->
    [one] La altura es el importe, a una sola escala. Un movimiento, ninguno omitido.
   *[other] La altura es el importe, a una sola escala. { $n } movimientos, ninguno omitido.
}
flow-too-many = Demasiadas cuentas para dibujarlas; la tabla las tiene todas.
flow-table = El mismo dinero en tabla
flow-victim = Víctima
flow-passed = todo siguió adelante
flow-executed = Ejecutado
flow-from = De
flow-to = A
flow-stays = Lo que quedó allí
timeline-title = Cronología
timeline-more = { $n ->
    [one] Mostrar una más
   *[other] Mostrar { $n } más
}
timeline-opened = { $n ->
    [0] Los textos personales no se han abierto.
    [one] Los textos personales se abrieron una vez.
   *[other] Los textos personales se abrieron { $n } veces.
}
means-passkey = llave de acceso
means-token = credencial de cliente
means-link_and_code = enlace y código
means-link = enlace
means-telephone = teléfono
means-demo = demostración
means-program = según la regla
event-filed = { $amount } denunciados como robados
event-released = Validada por un segundo agente
event-pursuit-stopped = Se detuvo el seguimiento
event-pursuit-resumed = El seguimiento continúa
event-ask-held-back = Solicitud a { $bank } preparada: { $what }
event-ask-sent = Se pidió a { $bank } retener { $amount }
event-ask-raised = Solicitud a { $bank } elevada a { $amount }
event-ask-withdrawn = Solicitud a { $bank } retirada
event-ask-forwarded = Solicitud trasladada a { $bank }
event-acknowledged = { $bank } acusó recibo
event-answered = { $bank } respondió
event-answered-link = { $bank } respondió por enlace, sin confirmar
event-confirmed = Respuesta de { $bank } confirmada
event-placed = { $bank }: { $amount }, { $what }
event-excess = { $bank } bloqueó { $amount } de más; se pide liberarlo
event-hold-broken = { $bank } dijo retenido y ahora dice movido: { $amount }
event-question = Pregunta a { $bank }: { $what }
event-question-closed = { $bank } respondió a la pregunta
event-hold-extended = Se prorrogó la retención en { $bank }
event-hold-ordered = Una orden ampara la retención en { $bank }
event-release-asked = Se pidió a { $bank } liberar { $amount }
event-appeal-opened = El titular reclama, a través de { $bank }
event-appeal-granted = Reclamación en { $bank } estimada
event-appeal-declined = Reclamación en { $bank } desestimada
event-escalated = { $bank }: { $what }, plazo agotado; se avisa al siguiente contacto
event-corrected = Importe corregido a { $amount }
event-case-withdrawn = Se retiró el caso
requests-title = Solicitudes y retenciones
request-reference = Referencia
request-revision = revisión
hold-until = hasta
hold-unverified = (lectura más corta, plazo sin verificar)
hold-ordered = Orden:
hold-excess = Bloqueado más allá de lo pedido:
acts-title = Actos
act-release = Validar
act-stop = Detener el seguimiento
act-resume = Reanudar el seguimiento
act-withdraw = Retirar el caso
act-confirm = Confirmar la respuesta
act-acknowledge = Acusar recibo
act-release_ask = Validar la solicitud
act-reopen = Pedir de nuevo
act-link = Crear un enlace de respuesta
act-camt056 = Borrador de camt.056
act-call = Ficha de llamada
act-answer = Responder
act-order = Anotar la orden
act-release_hold = Renunciar a la retención
act-appeal-grant = Estimar la reclamación
act-appeal-decline = Desestimarla
order-label = Tribunal o autoridad, y número
release-amount = Importe, vacío para todo
release-needs-other = Debe validarla un segundo agente con ese derecho.
banner-go = Ir
case-put-to-you = La oficina { $bureau } solicita. Usted solo ve lo pedido a su país.
case-accounts = { $n ->
    [one] Llegó a una cuenta
   *[other] Llegó a { $n } cuentas
}
case-countries = { $n ->
    [one] en un país.
   *[other] en { $n } países.
}
case-stopped = { $share } está detenido.
personal-title = Textos personales
personal-note = Solo los ve su oficina. Su apertura queda registrada con su motivo.
personal-erased = Borrado
personal-holder = Titular de la cuenta
link-title = Enlace de respuesta creado
link-back = Volver al caso
link-lead = Se muestra una sola vez. Envíe el enlace; dé el código por teléfono al número comprobado, nunca en el mismo mensaje.
link-address = Enlace
link-code = Código
link-call = Llamar
link-until = Vale hasta
link-note = Responde solo a esta solicitud. Cinco códigos erróneos lo cierran.
new-title = Nueva solicitud
new-lead = Unas líneas bastan para empezar. Un segundo agente la valida.
new-file = Presentar la solicitud
new-second = Nada se envía hasta que un segundo agente la valide.
new-payment = El pago
new-account = Adónde fue
new-matter = Qué pasó
new-mandate = Mandato de seguimiento
new-amount = Importe
new-currency = Moneda
new-currency-hint = Código ISO, como EUR
new-to = Cuenta del beneficiario
new-to-hint = IBAN, o BIC/número
new-to-code = Banco del beneficiario
new-to-country = País
new-flag = Clase de cuenta
flag-none = Ordinaria
flag-joint = Conjunta
flag-pooled = Agrupada
flag-virtual-iban = IBAN virtual
flag-merchant = Comercio
new-look = Ver qué se sabe de ella
new-from-code = Banco del pagador
new-uetr = UETR
new-executed = Ejecutado, UTC
new-in-flight = Aún sin ejecutar: esta es su fecha de liquidación
new-discovered = Fraude descubierto, UTC
new-recall = El banco del pagador ya lo ha reclamado
new-victim = Víctima
new-victim-hint = Sellado; ningún otro banco ni oficina lo ve
new-facts = Qué pasó
new-facts-hint = En breve. Sellado.
new-character = Naturaleza del asunto
character-ordinary-crime = Delito común
character-political = Político
character-military = Militar
character-religious = Religioso
character-racial = Racial
new-crime = Delito, código ICCS
new-grounds = Base legal
new-hops = Saltos como máximo
new-accounts = Cuentas como máximo
new-least = Importe mínimo
new-barred = Países a los que no se pide
new-barred-hint = Códigos de dos letras
new-ends = Fin del mandato, UTC
new-silence = No informar al cliente
new-silence-basis = Base legal
new-silence-until = Hasta, UTC
new-read-title = Leer un mensaje bancario
new-read-file = Archivo pacs.008 o camt.056
new-read-text = O suéltelo o péguelo aquí
new-read-hint = Leerlo no presenta nada.
new-read = Pasarlo al formulario
new-was-read = Leído. Compruebe cada campo antes de presentar.
new-missing-amount = Escriba el importe.
new-missing-currency = Escriba la moneda.
new-missing-to = Escriba la cuenta del beneficiario.
new-missing-executed = Diga cuándo se ejecutó el pago.
new-missing-victim = Nombre a la víctima.
new-missing-facts = Diga en breve qué pasó.
new-missing-grounds = Indique la base legal.
new-missing-ends = Diga cuándo termina el mandato.
known-title = Lo que se sabe de esta cuenta
known-bank = Banco
known-no-bank = El directorio no conoce el código { $code }; la solicitud irá a la oficina del país.
known-no-country = La cuenta no indica país; escríbalo.
known-cases = Sus otros casos
known-no-cases = Ninguno la nombra.
form-mistakes = { $n ->
    [one] Un campo necesita revisión
   *[other] { $n } campos necesitan revisión
}
answer-title = Una solicitud para su entidad
answer-door = { $organisation } tiene una solicitud para su entidad. El código se le dio por teléfono.
answer-code-hint = Ocho dígitos
answer-open = Abrir la solicitud
answer-doubt = ¿Alguna duda? Llame a la oficina al número de su propia agenda.
answer-gone-next = Pida uno nuevo a la oficina que lo envió.
answer-asks = La oficina { $bureau } le pide retener hasta
answer-account = Cuenta
answer-payment = Pago
answer-please = Se ruega respuesta
answer-amount-only = Usted retiene el importe, no la cuenta.
answer-silence = Por favor, no informe al titular de la cuenta.
answer-once = Este enlace admite una sola respuesta, hasta
answer-thanks = Gracias. Su respuesta ha llegado.
answer-thanks-next = La oficina la confirma llamando a su entidad al número comprobado. Puede cerrar esta página.
answer-question = ¿Qué ve en la cuenta?
answer-choose = Elija una respuesta.
answer-send = Enviar la respuesta
answer-held = Está aquí y retenido
answer-held-hint = Todo o una parte; el resto puede haberse movido
answer-moved = Se ha movido
answer-moved-hint = Preguntamos adónde
answer-not_found = Nunca llegó aquí
answer-not_found-hint = No existe tal cuenta o pago
answer-refused = No podemos retenerlo
answer-refused-hint = Preguntamos por qué
answer-waiting = Necesitamos más tiempo
answer-waiting-hint = El plazo sigue corriendo
answer-amount-missing = Escriba el importe de este pago.
answer-when-missing = Diga cuándo se ejecutó este pago.
answer-to-missing = Escriba la cuenta a la que fue.
held-amount = Importe que retiene
held-amount-hint = Como máximo lo pedido
held-basis = Base legal
holder-hint = Solo si su ley lo permite
moved-title = Adónde fue el resto
moved-hint = Un bloque por pago. Déjelos vacíos si no puede decirlo.
moved-payment = Pago
moved-amount = Importe adeudado
moved-executed = Ejecutado, UTC
moved-how = Cómo
how-account = A una cuenta
how-cash = Efectivo
how-card = Tarjeta
how-spent = Bienes o servicios
moved-to = Cuenta: IBAN o BIC/número
moved-code = Código del banco
moved-country = País
moved-credited = Importe abonado, si se convirtió
moved-currency = En qué moneda
moved-rate = Su tipo de cambio
refused-why = Por qué
refused-hint = El motivo decide qué podemos aportarle.
reason-law = La ley lo impide, o falta un documento legal
reason-customer = El cliente no está de acuerdo
reason-agent = Nuestra entidad declina
reason-other = Otro motivo
waiting-for = Qué espera
waiting-hint = Puede responder de nuevo en cualquier momento.
waiting-ARPL = La respuesta de otro servicio
waiting-NOAS = La respuesta del cliente
waiting-IDMN = Una garantía de indemnización
waiting-RQDA = La autorización de adeudo
waiting-PDCR = Nuestra propia decisión
call-title = Ficha de llamada
call-title-here = Responder a una solicitud
call-number = Llame a este número
call-proven = Último contacto logrado
call-no-number = La agenda no tiene ningún número comprobado. Pregunte a la oficina del país; no llame a un número sacado del mensaje.
call-words = Qué decir
call-say = Le habla { $bureau }. Le pedimos retener { $amount } en la cuenta { $account }. Nuestra referencia es { $reference }, el código de comprobación { $code }. Retenga el importe, no la cuenta. ¿Sigue ahí el dinero?
call-not-out = Esta solicitud no admite respuestas ahora.
verify-title = Comprobar una solicitud
verify-lead = Cualquiera puede comprobar aquí que una solicitud es auténtica. No se muestra persona, cuenta ni suma alguna.
verify-reference-hint = Como figura en la solicitud, con la barra: QM-2026-000001/3
verify-code = Código de comprobación
verify-code-hint = Diez dígitos
verify-genuine = Auténtica. La oficina { $bureau } tiene abierta esta solicitud.
verify-withdrawn = Esta solicitud era auténtica y se ha retirado.
verify-unknown = Desconocida. No actúe; llame a la oficina a un número de su propia agenda.
message-title = Mensaje bancario por leer
message-from = Entregado por
message-case = Abrir el caso
message-read = Lo he leído
refusal-link-gone = Este enlace ya se usó, ha vencido o nunca existió.
refusal-wrong-code = No es el código. Intentos restantes:
refusal-contradiction = Las sumas no cuadran: se responde como máximo de lo pedido.
refusal-nothing-open = Aquí ya no queda nada abierto; lo que siguió se ha respondido más adelante.
refusal-left-before-it-came = Un pago no puede salir antes de que llegue el dinero. Revise la hora.
refusal-wrong-currency = El importe no está en la moneda de la cuenta.
refusal-malformed = No puede leerse tal como está. Compárelo carácter por carácter.
refusal-country-unknown = La cuenta no indica país; escríbalo.
refusal-no-amount = El importe debe ser mayor que cero.
refusal-executed-ahead = La hora aún no ha llegado. Si no está ejecutado, márquelo y dé su fecha de liquidación.
refusal-settles-too-far-ahead = La liquidación está a más de 30 días.
refusal-character-excluded = No se persiguen asuntos políticos, militares, religiosos ni raciales.
refusal-silence-without-basis = «No informar al cliente» exige una base legal y un fin.
refusal-bad-mandate = El mandato no tiene base, no permite nada o ya terminó.
answer-more = Ha escrito { $typed }. Se pidió como máximo { $most }. ¿Una coma o una cifra fuera de lugar?
held-more = Sí, eso es lo que está bloqueado
