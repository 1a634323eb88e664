# Read the table behind "The continuum at a glance" into a data frame and redraw it.
#
#     Rscript redraw.R [results/paper/continuum-at-a-glance.csv] [glance.png]
#
# Needs nothing but R.

given <- commandArgs(trailingOnly = TRUE)
source <- if (length(given) > 0) given[1] else "results/paper/continuum-at-a-glance.csv"
target <- if (length(given) > 1) given[2] else "glance.png"

table <- read.csv(source, check.names = FALSE, encoding = "UTF-8", colClasses = "character")
postures <- names(table)[-(1:2)]
certain <- c("\u25cf", "\u25cb")  # strict and weak

# For each model and posture the share of scenarios in which somebody takes it for certain in an equilibrium.
models <- unique(table$Model)
share <- function(posture, model) {
  marks <- table[table$Model == model, posture]
  marks <- marks[marks != ""]
  if (length(marks) == 0) NA else mean(marks %in% certain)
}
shares <- sapply(postures, function(p) sapply(models, function(m) share(p, m)))

png(target, width = 1350, height = 48 * length(models) + 420, res = 150)
par(mar = c(10, 19, 3, 1))
image(seq_along(postures), seq_along(models), t(shares[rev(seq_along(models)), , drop = FALSE]),
      zlim = c(0, 1), col = hcl.colors(20), axes = FALSE, xlab = "", ylab = "",
      main = "Share of scenarios with it in a pure equilibrium")
axis(1, seq_along(postures), postures, las = 2, cex.axis = 0.8)
axis(2, seq_along(models), rev(models), las = 1, cex.axis = 0.8)
box()
invisible(dev.off())
cat(nrow(table), "scenarios of", length(models), "models:", target, "\n")
