# Mots des pages d'arrêt de paiement.
money-by-bureau = Bureau { $country } (code bancaire { $code })
bucket-held = Retenu
bucket-returned = Restitué
bucket-chased = Recherché
bucket-cash = Espèces, carte ou dépensé
bucket-charges = Frais
bucket-refused = Refusé
bucket-not_found = Introuvable
bucket-lapsed = Retenue expirée
bucket-released = Libéré
bucket-withdrawn = Retiré
bucket-below_minimum = Trop faible pour être suivi
family-stopped = Arrêté
family-chased = Recherché
family-out = Hors d'atteinte
band-flight = Pas encore exécutés
band-over = En retard
band-hour = Dans l'heure
band-shift = Pendant ce service
band-later = Plus tard
todo-second-person = Valider cette demande en second
todo-second-person-other = Attend un second agent
todo-stopped = La poursuite est arrêtée : la reprendre ou retirer le dossier
todo-there-releases = { $bank } : son bureau doit valider la demande
todo-release-request = Valider la demande à { $bank }
todo-release-here = Valider ou confirmer la demande à { $bank }
todo-confirm = Confirmer par rappel la réponse de { $bank }
todo-appeal = Statuer sur la contestation chez { $bank }
todo-expiry = La retenue chez { $bank } prend fin
todo-answer = Répondre pour { $bank }
todo-acknowledgement = { $bank } n'a pas accusé réception
todo-answer-due = { $bank } doit une réponse
todo-rate = { $bank } doit son taux de change
todo-where-to = { $bank } doit dire où l'argent est parti
clock-settles = règlement
clock-answer = réponse due
clock-acknowledgement = accusé dû
clock-rate = taux dû
clock-where-to = destination due
clock-expiry = fin de retenue
clock-none = Sans délai
state-filed = Attend la validation
state-pursuing = Poursuite en cours
state-stopped = Arrêtée
state-withdrawn = Retirée
state-unconfirmed = Réponse non confirmée
state-appeal = Contestation en cours
state-breach = La retenue n'a pas été respectée
held-back-most_hops = Plus d'étapes que le mandat n'en permet
held-back-most_accounts = Plus de comptes que le mandat n'en permet
held-back-barred_country = Le mandat exclut ce pays
held-back-mandate_ended = Le mandat a pris fin
held-back-profile_forbids = Un agent sur place doit la valider
held-back-unconfirmed = Repose sur une réponse non confirmée
held-back-stopped = La poursuite est arrêtée
held-back-second-person = Attend la seconde personne
ask-held-back = Prête, non envoyée
ask-sent = Envoyée
ask-acknowledged = Réception confirmée
ask-answered = Répondue
ask-withdrawn = Retirée
desk-title = Permanence
desk-new = Nouvelle demande
desk-open = { $n ->
    [0] Rien en cours.
    [one] Une chose en cours.
   *[other] { $n } choses en cours.
}
desk-over = { $n ->
    [one] Une est en retard.
   *[other] { $n } sont en retard.
}
desk-soon = { $n ->
    [one] Une vous attend dans l'heure.
   *[other] { $n } vous attendent dans l'heure.
}
desk-chased = Recherché :
desk-empty = Rien ne vous attend. La prochaine demande, réponse ou échéance apparaîtra ici d'elle-même.
money-title = Paiements volés
money-count = { $n ->
    [0] Votre bureau n'a déposé aucun dossier.
    [one] Votre bureau a déposé un dossier.
   *[other] Votre bureau a déposé { $n } dossiers.
}
money-empty = Aucun dossier. Le premier déposé apparaîtra ici.
col-clock = Délai
col-what = À faire
col-reach = Somme
col-where = Où
col-state = État
col-case = Dossier
col-filed = Déposé
col-lost = Perdu
col-stopped = Arrêté
col-balance = Bilan
col-asked-of = Demandé à
col-asked = Demandé
stray-waiting = { $n ->
    [one] Un message bancaire attend un lecteur.
   *[other] { $n } messages bancaires attendent un lecteur.
}
stray-unknown_case = Aucun dossier d'ici n'y correspond.
stray-person_reads = Aucune règle ne suffit à le lire.
stray-not_an_answer = C'est une demande, non une réponse.
sheet-title = Bilan
sheet-where = Où se trouve l'argent
sheet-share = du perdu
sheet-proof = { $n ->
    [one] Juste au centime près, sur un compte.
   *[other] Juste au centime près, sur { $n } comptes.
}
sheet-broken = Le bilan ne correspond pas à la somme perdue. Aucun chiffre n'est montré d'ici là. Appelez la permanence.
flow-title = Parcours de l'argent
flow-note = { $n ->
    [one] La hauteur est le montant, à une seule échelle. Un mouvement, aucun omis.
   *[other] La hauteur est le montant, à une seule échelle. { $n } mouvements, aucun omis.
}
flow-too-many = Trop de comptes pour un dessin ; le tableau les contient tous.
flow-table = Le même argent en tableau
flow-victim = Victime
flow-passed = tout est reparti
flow-executed = Exécuté
flow-from = De
flow-to = À
flow-stays = Ce qui y est resté
timeline-title = Chronologie
timeline-more = { $n ->
    [one] En montrer une de plus
   *[other] En montrer { $n } de plus
}
timeline-opened = { $n ->
    [0] Les textes personnels n'ont pas été ouverts.
    [one] Les textes personnels ont été ouverts une fois.
   *[other] Les textes personnels ont été ouverts { $n } fois.
}
means-passkey = clé d'accès
means-token = jeton client
means-link_and_code = lien et code
means-link = lien
means-telephone = téléphone
means-demo = démonstration
means-program = selon la règle
event-filed = { $amount } déclarés volés
event-released = Validée par un second agent
event-pursuit-stopped = La poursuite a été arrêtée
event-pursuit-resumed = La poursuite reprend
event-ask-held-back = Demande à { $bank } préparée : { $what }
event-ask-sent = Demandé à { $bank } de retenir { $amount }
event-ask-raised = Demande à { $bank } portée à { $amount }
event-ask-withdrawn = Demande à { $bank } retirée
event-ask-forwarded = Demande transmise à { $bank }
event-acknowledged = { $bank } a accusé réception
event-answered = { $bank } a répondu
event-answered-link = { $bank } a répondu par lien, à confirmer
event-confirmed = Réponse de { $bank } confirmée
event-placed = { $bank } : { $amount }, { $what }
event-excess = { $bank } a bloqué { $amount } de trop ; la libération en est demandée
event-hold-broken = { $bank } disait retenir et dit maintenant parti : { $amount }
event-question = Question à { $bank } : { $what }
event-question-closed = { $bank } a répondu à la question
event-hold-extended = La retenue chez { $bank } est prolongée
event-hold-ordered = Une décision couvre la retenue chez { $bank }
event-release-asked = Demandé à { $bank } de libérer { $amount }
event-appeal-opened = Le titulaire conteste, par l'intermédiaire de { $bank }
event-appeal-granted = Contestation chez { $bank } accueillie
event-appeal-declined = Contestation chez { $bank } rejetée
event-escalated = { $bank } : { $what }, délai écoulé ; le contact suivant est prévenu
event-corrected = Montant corrigé à { $amount }
event-case-withdrawn = Le dossier a été retiré
requests-title = Demandes et retenues
request-reference = Référence
request-revision = révision
hold-until = jusqu'au
hold-unverified = (lecture la plus courte, délai non vérifié)
hold-ordered = Décision :
hold-excess = Bloqué au-delà de la demande :
acts-title = Actes
act-release = Valider
act-stop = Arrêter la poursuite
act-resume = Reprendre la poursuite
act-withdraw = Retirer le dossier
act-confirm = Confirmer la réponse
act-acknowledge = Accuser réception
act-release_ask = Valider la demande
act-reopen = Redemander
act-link = Créer un lien de réponse
act-camt056 = Projet de camt.056
act-call = Fiche d'appel
act-answer = Répondre
act-order = Noter la décision
act-release_hold = Renoncer à la retenue
act-appeal-grant = Accueillir la contestation
act-appeal-decline = La rejeter
order-label = Tribunal ou autorité, et numéro
release-amount = Montant, vide pour le tout
release-needs-other = Un second agent habilité doit la valider.
banner-go = Y aller
case-put-to-you = Le bureau { $bureau } demande. Vous ne voyez que les demandes adressées à votre pays.
case-accounts = { $n ->
    [one] L'argent a atteint un compte
   *[other] L'argent a atteint { $n } comptes
}
case-countries = { $n ->
    [one] dans un pays.
   *[other] dans { $n } pays.
}
case-stopped = { $share } sont arrêtés.
personal-title = Textes personnels
personal-note = Visibles de votre seul bureau. Leur ouverture est enregistrée avec son but.
personal-erased = Effacé
personal-holder = Titulaire du compte
link-title = Lien de réponse créé
link-back = Retour au dossier
link-lead = Montré une seule fois. Envoyez le lien ; donnez le code par téléphone au numéro éprouvé, jamais dans le même message.
link-address = Lien
link-code = Code
link-call = Appeler
link-until = Valable jusqu'au
link-note = Il ne sert qu'à cette demande. Cinq codes faux le ferment.
new-title = Nouvelle demande
new-lead = Quelques lignes suffisent pour commencer. Un second agent valide.
new-file = Déposer la demande
new-second = Rien n'est envoyé avant la validation d'un second agent.
new-payment = Le paiement
new-account = Où il est parti
new-matter = Les faits
new-mandate = Mandat de poursuite
new-amount = Montant
new-currency = Devise
new-currency-hint = Code ISO, par exemple EUR
new-to = Compte du bénéficiaire
new-to-hint = IBAN, ou BIC/numéro
new-to-code = Banque du bénéficiaire
new-to-country = Pays
new-flag = Genre de compte
flag-none = Ordinaire
flag-joint = Joint
flag-pooled = Groupé
flag-virtual-iban = IBAN virtuel
flag-merchant = Commerçant
new-look = Voir ce qu'on en sait
new-from-code = Banque du payeur
new-uetr = UETR
new-executed = Exécuté, UTC
new-in-flight = Pas encore exécuté : c'est la date de règlement
new-discovered = Fraude découverte, UTC
new-recall = La banque du payeur l'a déjà rappelé
new-victim = Victime
new-victim-hint = Scellé ; aucune autre banque ni aucun autre bureau ne le voit
new-facts = Ce qui s'est passé
new-facts-hint = En bref. Scellé.
new-character = Nature de l'affaire
character-ordinary-crime = Droit commun
character-political = Politique
character-military = Militaire
character-religious = Religieuse
character-racial = Raciale
new-crime = Infraction, code ICCS
new-grounds = Base légale
new-hops = Étapes au plus
new-accounts = Comptes au plus
new-least = Montant minimal
new-barred = Pays à ne pas solliciter
new-barred-hint = Codes à deux lettres
new-ends = Fin du mandat, UTC
new-silence = Ne pas informer le client
new-silence-basis = Base légale
new-silence-until = Jusqu'au, UTC
new-read-title = Lire un message bancaire
new-read-file = Fichier pacs.008 ou camt.056
new-read-text = Ou déposez-le ou collez-le ici
new-read-hint = La lecture ne dépose rien.
new-read = Remplir le formulaire
new-was-read = Lu. Vérifiez chaque champ avant de déposer.
new-missing-amount = Indiquez le montant.
new-missing-currency = Indiquez la devise.
new-missing-to = Indiquez le compte du bénéficiaire.
new-missing-executed = Dites quand le paiement a été exécuté.
new-missing-victim = Nommez la victime.
new-missing-facts = Dites en bref ce qui s'est passé.
new-missing-grounds = Indiquez la base légale.
new-missing-ends = Dites quand le mandat prend fin.
known-title = Ce qu'on sait de ce compte
known-bank = Banque
known-no-bank = L'annuaire ne connaît pas le code { $code } ; la demande ira au bureau du pays.
known-no-country = Le compte n'indique aucun pays ; donnez-le.
known-cases = Vos autres dossiers
known-no-cases = Aucun ne le cite.
form-mistakes = { $n ->
    [one] Un champ est à revoir
   *[other] { $n } champs sont à revoir
}
answer-title = Une demande à votre établissement
answer-door = { $organisation } a une demande pour votre établissement. Le code vous a été donné par téléphone.
answer-code-hint = Huit chiffres
answer-open = Ouvrir la demande
answer-doubt = Un doute ? Appelez le bureau au numéro de votre propre carnet.
answer-gone-next = Demandez-en un nouveau au bureau qui l'a envoyé.
answer-asks = Le bureau { $bureau } vous demande de retenir jusqu'à
answer-account = Compte
answer-payment = Paiement
answer-please = Réponse attendue
answer-amount-only = Vous retenez le montant, non le compte.
answer-silence = Merci de ne pas informer le titulaire du compte.
answer-once = Ce lien accepte une seule réponse, jusqu'au
answer-thanks = Merci. Votre réponse est arrivée.
answer-thanks-next = Le bureau la confirme en rappelant votre établissement à son numéro éprouvé. Vous pouvez fermer cette page.
answer-question = Que voyez-vous sur le compte ?
answer-choose = Choisissez une réponse.
answer-send = Envoyer la réponse
answer-held = L'argent est ici, retenu
answer-held-hint = Tout ou partie ; le reste a pu partir
answer-moved = L'argent est parti
answer-moved-hint = Nous demandons où
answer-not_found = Il n'est jamais arrivé ici
answer-not_found-hint = Ni ce compte ni ce paiement
answer-refused = Nous ne pouvons pas le retenir
answer-refused-hint = Nous demandons pourquoi
answer-waiting = Il nous faut du temps
answer-waiting-hint = Le délai court toujours
answer-amount-missing = Indiquez le montant de ce paiement.
answer-when-missing = Dites quand ce paiement a été exécuté.
answer-to-missing = Indiquez le compte crédité.
held-amount = Montant que vous retenez
held-amount-hint = Au plus ce qui est demandé
held-basis = Base légale
holder-hint = Seulement si votre loi le permet
moved-title = Où le reste est parti
moved-hint = Un bloc par paiement. Laissez vide si vous ne pouvez pas le dire.
moved-payment = Paiement
moved-amount = Montant débité
moved-executed = Exécuté, UTC
moved-how = Comment
how-account = Vers un compte
how-cash = Espèces
how-card = Carte
how-spent = Biens ou services
moved-to = Compte : IBAN ou BIC/numéro
moved-code = Code de la banque
moved-country = Pays
moved-credited = Montant crédité, si converti
moved-currency = Dans quelle devise
moved-rate = Votre taux
refused-why = Pourquoi
refused-hint = Le motif décide de ce que nous pouvons vous apporter.
reason-law = La loi s'y oppose, ou une pièce légale manque
reason-customer = Le client n'est pas d'accord
reason-agent = Notre établissement décline
reason-other = Autre motif
waiting-for = Ce que vous attendez
waiting-hint = Vous pouvez répondre de nouveau à tout moment.
waiting-ARPL = La réponse d'un autre service
waiting-NOAS = La réponse du client
waiting-IDMN = Une garantie d'indemnisation
waiting-RQDA = L'autorisation de débit
waiting-PDCR = Notre propre décision
call-title = Fiche d'appel
call-title-here = Répondre à une demande
call-number = Appelez ce numéro
call-proven = Dernier contact réussi
call-no-number = Le carnet n'a aucun numéro éprouvé. Demandez au bureau du pays ; n'appelez pas un numéro tiré du message.
call-words = Ce qu'il faut dire
call-say = Ici { $bureau }. Nous vous demandons de retenir { $amount } sur le compte { $account }. Notre référence est { $reference }, le code de contrôle { $code }. Retenez le montant, non le compte. L'argent est-il encore là ?
call-not-out = Cette demande n'est pas ouverte aux réponses pour l'instant.
verify-title = Vérifier une demande
verify-lead = Chacun peut vérifier ici qu'une demande est authentique. Ni personne, ni compte, ni somme n'est montré.
verify-reference-hint = Telle qu'écrite dans la demande, avec la barre : QM-2026-000001/3
verify-code = Code de contrôle
verify-code-hint = Dix chiffres
verify-genuine = Authentique. Le bureau { $bureau } a cette demande en cours.
verify-withdrawn = Cette demande était authentique et a été retirée.
verify-unknown = Inconnue. N'y donnez pas suite ; appelez le bureau à un numéro de votre propre carnet.
message-title = Message bancaire à lire
message-from = Remis par
message-case = Ouvrir le dossier
message-read = Je l'ai lu
refusal-link-gone = Ce lien a servi, a expiré ou n'a jamais existé.
refusal-wrong-code = Ce n'est pas le code. Essais restants :
refusal-contradiction = Les sommes ne concordent pas : on ne répond au plus que de ce qui est demandé.
refusal-nothing-open = Plus rien n'est en cours ici ; la suite a déjà été traitée plus loin.
refusal-left-before-it-came = Un paiement ne peut partir avant l'arrivée de l'argent. Vérifiez l'heure.
refusal-wrong-currency = Le montant n'est pas dans la devise du compte.
refusal-malformed = Illisible tel quel. Comparez caractère par caractère.
refusal-country-unknown = Le compte n'indique aucun pays ; donnez-le.
refusal-no-amount = Le montant doit dépasser zéro.
refusal-executed-ahead = L'heure est à venir. Si le paiement n'est pas exécuté, cochez-le et donnez la date de règlement.
refusal-settles-too-far-ahead = Le règlement est à plus de 30 jours.
refusal-character-excluded = Les affaires politiques, militaires, religieuses ou raciales ne sont pas poursuivies.
refusal-silence-without-basis = « Ne pas informer le client » exige une base légale et une fin.
refusal-bad-mandate = Le mandat est sans base, ne permet rien ou a déjà pris fin.
answer-more = Vous avez écrit { $typed }. La demande porte sur { $most } au plus. Une virgule ou un chiffre déplacé ?
held-more = Oui, c'est bien le montant bloqué
