links-title = Vínculos
links-lead = La misma cuenta, teléfono, documento o nombre en varios casos. Usted conoce lo que puede leer; del resto, solo que existe.
links-kind = Tipo
links-value = Valor
links-find = Buscar
links-none = Ningún caso comparte este valor.
links-count = { $n ->
    [one] Un caso que puede leer.
   *[other] { $n } casos que puede leer.
}
links-case = Caso
links-place = Dónde consta
links-more = Más casos
links-weak = un indicio, no una identidad
links-elsewhere = Existe un vínculo en un caso de otra oficina. Pregunte a su titular.
links-kind-any = cualquiera
links-kind-account = Cuenta
links-kind-telephone = Teléfono
links-kind-email = Correo
links-kind-wallet = Monedero
links-kind-document = Documento
links-kind-address = Dirección
links-kind-hash = Huella
links-kind-name = Nombre
links-module-stop-payment = pago robado
links-module-notices = notificación
links-module-fingerprints = comunicación de infancia
links-module-register = caso registrado
links-role-payee = cuenta del beneficiario
links-role-onward = cuenta siguiente
links-role-holder = titular, según el banco
links-role-document = documento
links-role-subject = persona buscada
links-role-alias = otro nombre
links-role-matched = huella coincidente
links-common = común
links-common-in-many-cases = consta en muchos casos
links-common-institution = pertenece a una institución
links-common-placeholder = significa «desconocido»
links-common-shared-service = la usan muchos desconocidos
links-common-not = al final no es común
links-declare = Declarar común un valor
links-declare-note = Se sigue encontrando; solo deja de crear vínculos en cada caso, para todos, con el motivo a la vista.
links-reason = Motivo
links-neighbourhood = Entorno de un caso
links-show = Mostrar
links-case-title = En torno a { $case }
links-open-case = Abrir el caso
links-shared-values = { $n ->
    [0] No comparte ningún valor con otro caso que usted pueda conocer.
    [one] Comparte un valor con otros casos.
   *[other] Comparte { $n } valores con otros casos.
}
links-others-share = Otros lo comparten
links-nobody-shares = Ningún otro caso que pueda conocer comparte un valor con este.
links-here = En este caso
links-others = En otros
links-and-more = { $n ->
    [one] y uno más
   *[other] y { $n } más
}
links-drawing = Dibujo
links-drawing-label = El caso, sus valores y los casos a los que llevan; la tabla de arriba dice lo mismo
links-drawing-limit = El dibujo tiene menos de { $most } nodos.
links-values-left-out = { $n ->
    [0] No se omitió ningún valor.
    [one] Se omitió un valor: común, o que solo lleva a otra parte.
   *[other] Se omitieron { $n } valores: comunes, que solo llevan a otra parte, o demasiados.
}
links-links-left-out = { $n ->
    [0] { "" }
    [one] Un vínculo de un valor dibujado consta solo en el recuento.
   *[other] { $n } vínculos de valores dibujados constan solo en los recuentos.
}
links-nothing-to-draw = Nada que dibujar: ningún valor lleva a un caso que pueda leer.
links-ask = Preguntar a su titular
links-own-case = Para su caso
links-own-case-of = para su caso
links-purpose = Finalidad
links-purpose-hint = Sellado; lo lee el titular.
links-put = { $n ->
    [0] Solicitudes de otras oficinas
    [one] Una solicitud sobre un vínculo le espera
   *[other] { $n } solicitudes sobre vínculos le esperan
}
links-closes = vence
links-closed = cerrada
links-share-which = ¿Cuáles de sus casos pueden leer?
links-share = Compartir
links-decline = Rechazar
links-decline-why = Motivo del rechazo
links-decline-hint = Queda con usted: para quien pregunta, negativa y silencio son iguales.
links-answered = respondida o cerrada
links-own-requests = Nuestras solicitudes
links-shared-with-us = Compartido con nosotros
links-nothing-yet = nada por ahora
links-persons = Personas
links-persons-note = Un nombre es un indicio. Decir si dos casos hablan de una persona es una decisión motivada y reversible; nada se fusiona.
links-same-person = La misma persona
links-two-persons = Dos personas
links-decide-on = { $name } aquí y en { $case }: motivo
links-ground = Motivo
links-take-back = Retirar
links-taken-back = retirada
