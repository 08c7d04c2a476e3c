# The same question put to R: five lists, the search by BIC repeated in 1,000 resamples.
# Prints the seconds it took, or nothing if the package is not installed.
if (!requireNamespace("MultipleSystemsEstimation", quietly = TRUE)) quit(status = 3)
library(MultipleSystemsEstimation)
data(UKdat_5)
taken <- system.time(
  estimate_population(UKdat_5, method = "bic", maxorder = 4, nboot = 1000, iseed = 1)
)[["elapsed"]]
cat(taken, "\n")
