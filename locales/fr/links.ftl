links-title = Liens
links-lead = Le même compte, téléphone, document ou nom dans plusieurs affaires. Vous apprenez ce que vous pouvez lire ; du reste, seulement qu’il existe.
links-kind = Type
links-value = Valeur
links-find = Chercher
links-none = Aucune affaire ne partage cette valeur.
links-count = { $n ->
    [one] { $n } affaire que vous pouvez lire.
   *[other] { $n } affaires que vous pouvez lire.
}
links-case = Affaire
links-place = Où elle figure
links-more = Affaires suivantes
links-weak = un indice, pas une identité
links-elsewhere = Un lien existe dans l’affaire d’un autre bureau. Demandez à son titulaire.
links-kind-any = tous
links-kind-account = Compte
links-kind-telephone = Téléphone
links-kind-email = Courriel
links-kind-wallet = Portefeuille
links-kind-document = Document
links-kind-address = Adresse
links-kind-hash = Empreinte
links-kind-name = Nom
links-module-stop-payment = paiement volé
links-module-notices = notice
links-module-fingerprints = signalement enfance
links-module-register = affaire enregistrée
links-role-payee = compte du bénéficiaire
links-role-onward = compte suivant
links-role-holder = titulaire, selon la banque
links-role-document = document
links-role-subject = personne recherchée
links-role-alias = autre nom
links-role-matched = empreinte reconnue
links-common = courante
links-common-in-many-cases = figure dans beaucoup d’affaires
links-common-institution = appartient à une institution
links-common-placeholder = tient lieu de « inconnu »
links-common-shared-service = utilisée par beaucoup d’inconnus
links-common-not = finalement pas courante
links-declare = Déclarer une valeur courante
links-declare-note = Elle reste trouvable ; elle cesse seulement de créer des liens partout, pour tous, motif affiché.
links-reason = Motif
links-neighbourhood = Voisinage d’une affaire
links-show = Afficher
links-case-title = Autour de { $case }
links-open-case = Ouvrir l’affaire
links-shared-values = { $n ->
    [0] Elle ne partage aucune valeur avec une affaire dont vous pouvez connaître l’existence.
    [one] Elle partage { $n } valeur avec d’autres affaires.
   *[other] Elle partage { $n } valeurs avec d’autres affaires.
}
links-others-share = D’autres partagent ceci
links-nobody-shares = Aucune autre affaire dont vous pouvez connaître l’existence ne partage de valeur avec celle-ci.
links-here = Dans cette affaire
links-others = Dans d’autres
links-and-more = { $n ->
    [one] et { $n } autre
   *[other] et { $n } autres
}
links-drawing = Dessin
links-drawing-label = L’affaire, ses valeurs et les affaires où elles mènent ; le tableau ci-dessus dit la même chose
links-drawing-limit = Le dessin reste sous { $most } nœuds.
links-values-left-out = { $n ->
    [0] Aucune valeur omise.
    [one] { $n } valeur omise : courante, ou menant seulement ailleurs.
   *[other] { $n } valeurs omises : courantes, menant seulement ailleurs, ou trop nombreuses.
}
links-links-left-out = { $n ->
    [0] { "" }
    [one] { $n } lien d’une valeur dessinée n’est que dans le décompte.
   *[other] { $n } liens de valeurs dessinées ne sont que dans les décomptes.
}
links-nothing-to-draw = Rien à dessiner : aucune valeur ne mène à une affaire que vous pouvez lire.
links-ask = Demander à son titulaire
links-own-case = Pour votre affaire
links-own-case-of = pour leur affaire
links-purpose = Finalité
links-purpose-hint = Sous scellé ; le titulaire le lit.
links-put = { $n ->
    [0] Demandes d’autres bureaux
    [one] { $n } demande sur un lien vous attend
   *[other] { $n } demandes sur des liens vous attendent
}
links-closes = expire
links-closed = close
links-share-which = Lesquelles de vos affaires peuvent-ils lire ?
links-share = Partager
links-decline = Refuser
links-decline-why = Motif du refus
links-decline-hint = Il reste chez vous : pour le demandeur, refus et silence se ressemblent.
links-answered = répondue ou close
links-own-requests = Nos demandes
links-shared-with-us = Partagé avec nous
links-nothing-yet = rien pour l’instant
links-persons = Personnes
links-persons-note = Un nom est un indice. Dire si deux affaires parlent d’une même personne est une décision motivée et réversible ; rien n’est fusionné.
links-same-person = La même personne
links-two-persons = Deux personnes
links-decide-on = { $name } ici et dans { $case } : motif
links-ground = Motif
links-take-back = Retirer
links-taken-back = retirée
