"""What has a card: the path of its page, which is also in the addresses of the picture and of the small page."""

MEASURE, BILL, MOTION, GOAL, ROLE = "maatregelen", "wetsvoorstellen", "moties", "doelen", "nu"
# The names of the URL patterns begin with these words.
NAMES = {MEASURE: "measure", BILL: "bill", MOTION: "motion", GOAL: "goal", ROLE: "role"}
