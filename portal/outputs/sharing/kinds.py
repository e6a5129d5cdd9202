"""What has a card: the path of its page, which is also in the addresses of the picture and of the small page."""

MEASURE, BILL, MOTION, ROLE = "maatregelen", "wetsvoorstellen", "moties", "nu"
# The names of the URL patterns begin with these words.
NAMES = {MEASURE: "measure", BILL: "bill", MOTION: "motion", ROLE: "role"}
