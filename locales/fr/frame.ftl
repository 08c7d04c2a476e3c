cordon = Cordon
