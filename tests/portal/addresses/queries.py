"""How many queries every page, file and API path makes. A comment above a path names them."""

from portal.outputs.opendata.tables import TABLES

# By path: the number of queries. The comment above a path names them. A name stands for one query, or for the number of queries
# in brackets after it. "Footer" is the reports in the footer of a page. "Done" is which measures are done: none here, so that no
# query for what is still open follows; tests/portal/site/test_outstanding.py counts those.
PAGES = {
    # measures, snapshots; bills, motions (counts); reports; roles; done; footer; without their caches: the bills of what was
    # promised (8, twice), what stands out (19: done; newest progress report, motions, snapshots, measures; agenda, with its
    # actions; stations)
    "/": 43,
    # filter: sectors, reports, measures, goals; agenda (15, without its cache): reports, bills, snapshots, steps, entries into
    # force, which actions, actions, roles, sectors, measures, mentions, notes, requirements, laws, their
    # sectors; roles; footer
    "/nu/": 21,
    # the same, the role and the sectors
    "/nu/leraar/": 24,
    # role; filter: reports (2) and the chosen one; progress reports; agenda with the newest, the previous and all reports (15
    # each, without its cache); footer
    "/nu/leraar/veranderd/": 51,
    # agenda (15); reports; footer
    "/ouders/": 17,
    # the same as for the role, and the chosen report, measure, goal and sector, the newest progress report for the goals, and
    # three for words
    "/nu/leraar/?rapportage=vgr-2&maatregel=hoofd&sector=po&doel=1&stand=verwacht&zoek=doe&datum=2024-01-01": 32,
    # action; filter: reports; agenda (15); footer
    "/acties/actie-een/": 19,
    # role; agenda (15)
    "/nu/leraar.csv": 16,
    "/nu/leraar.pdf": 16,
    # the same, and the actions that had another key
    "/nu/leraar.xlsx": 17,
    "/nu/leraar.ods": 17,
    # as /nu/leraar/, without the other roles
    "/werkplan/leraar/": 21,
    # roles; footer
    "/werkplan/bijwerken/": 2,
    # footer: it sends no mail here
    "/berichten/": 2,
    # footer
    "/berichten/gevraagd/": 1,
    "/berichten/bevestigen/": 1,
    "/berichten/mijn/": 1,
    "/berichten/bewaard/": 1,
    # the same; all reports, corrections, bills, texts of actions, which reports speak; the agenda (12 or 13) after each of the
    # three publications that say something of actions
    "/nu/leraar.ics": 56,
    # default of `naar` (newest progress report); the report in `naar`; default of `van` (progress reports); filter: both reports,
    # and the options for each; changes (8): measures; bills, planning, contributions; motions, measures; entries into
    # force; corrections; footer
    "/wijzigingen/": 17,
    # the same without the options of the filter and without footer
    "/wijzigingen.csv": 13,
    "/wijzigingen.xlsx": 13,
    "/wijzigingen.ods": 13,
    # `naar` and `van` (3, as for /wijzigingen/); filter: both reports; reports and what they touch (15: bills, their measures,
    # entries into force, snapshots, stations, requirements; mentions, measures, keys and days of actions; papers about motions,
    # submitters, snapshots of motions; both kinds of report); corrections; progress; changes (8: without their corrections)
    "/wijzigingen.atom": 29,
    # the news, in each of the feeds below (25): reports and what they touch (15); corrections; progress reports; changes (8)
    # measure; its submeasures; the news
    "/maatregelen/hoofd.atom": 26,
    # bill; its successors; the news
    "/wetsvoorstellen/wet-nr-0.atom": 26,
    # motion; the news
    "/moties/31497-1.atom": 25,
    # goal, snapshots; measures; the news
    "/doelen/1.atom": 27,
    # action; actions with their mentions (4); the actions, measures, bills, successors; the news
    "/acties/actie-een.atom": 33,
    # role; the same as for one action
    "/nu/leraar.atom": 40,
    # what the list shows; the news
    "/maatregelen.atom": 25,
    "/doelen.atom": 27,
    "/speerpunten.atom": 27,
    "/wetsvoorstellen.atom": 25,
    "/moties.atom": 25,
    "/rapportages.atom": 25,
    "/overzicht.atom": 26,
    "/nu.atom": 38,
    "/ouders.atom": 32,
    # as /zoeken/; what is found; the news
    "/zoeken.atom?q=maatregel": 55,
    # the actions of the page; agenda (15); their revisions, as for a role; the bills of the page (8) and the acts about them (4)
    "/acties/actie-een.ics": 56,
    "/maatregelen/hoofd.ics": 56,
    "/doelen/1.ics": 57,
    "/wetsvoorstellen/wet-nr-0.ics": 13,
    "/maatregelen.ics": 56,
    "/wetsvoorstellen.ics": 12,
    "/overzicht.ics": 56,
    "/doelen.ics": 56,
    # the same, and the bills and the acts about them
    "/speerpunten.ics": 67,
    # motions; snapshots, measures; papers, submitters; the acts about them: papers, reports, corrections
    "/moties.ics": 8,
    "/moties/31497-1.ics": 7,
    # sources; the acts about them: reports, corrections
    "/rapportages.ics": 3,
    "/nu.ics": 55,
    "/ouders.ics": 55,
    "/zoeken.ics?q=maatregel": 76,
    # filter: goals, priorities, reports; overview; measures, snapshots, items, snapshots of the overview, their items and cells;
    # agenda (15); newest progress report; done; all roles; footer
    "/overzicht/": 29,
    # the same without the options of the filter and without footer
    "/overzicht.xlsx": 25,
    "/overzicht.ods": 25,
    "/overzicht.pdf": 24,
    # measure, snapshots, notes; newest progress report; bills (8); motions, snapshots, measures; agenda (15); goals; done
    "/maatregelen/hoofd.pdf": 32,
    "/maatregelen/hoofd.docx": 32,
    # bill (9), elements, notes; newest progress report; agenda (15); motions, snapshots, measures
    "/wetsvoorstellen/wet-nr-0.pdf": 29,
    "/wetsvoorstellen/wet-nr-0.docx": 29,
    # goal, snapshots; newest progress report; measures, snapshots; bills (8); agenda (15); findings; done (twice,
    # without its cache)
    "/doelen/1.pdf": 31,
    "/doelen/1.docx": 31,
    # goal, snapshots; measures, snapshots; done
    "/deelplaatje/doelen/1.png": 5,
    "/insluiten/doelen/1/": 5,
    # measure, snapshots
    "/deelplaatje/maatregelen/hoofd.png": 2,
    "/insluiten/maatregelen/hoofd/": 2,
    # bill (9)
    "/deelplaatje/wetsvoorstellen/wet-nr-0.png": 8,
    "/insluiten/wetsvoorstellen/wet-nr-0/": 8,
    # motion, snapshots, measures
    "/deelplaatje/moties/31497-1.png": 3,
    "/insluiten/moties/31497-1/": 3,
    # role; agenda (15)
    "/deelplaatje/nu/leraar.png": 16,
    "/insluiten/nu/leraar/": 16,
    # newest progress report; measures, snapshots; done
    "/maatregelen.csv": 4,
    "/maatregelen.xlsx": 4,
    "/maatregelen.ods": 4,
    # report; goals, measures
    "/doelen.csv": 3,
    "/doelen.xlsx": 3,
    "/doelen.ods": 3,
    # priorities, snapshots, measures, bills
    "/speerpunten.csv": 4,
    "/speerpunten.xlsx": 4,
    "/speerpunten.ods": 4,
    # newest progress report; bills (8)
    "/wetsvoorstellen.csv": 9,
    "/wetsvoorstellen.xlsx": 9,
    "/wetsvoorstellen.ods": 9,
    # newest progress report; motions, snapshots, measures, papers, submitters
    "/moties.csv": 6,
    "/moties.xlsx": 6,
    "/moties.ods": 6,
    # reports
    "/rapportages.csv": 1,
    "/rapportages.xlsx": 1,
    "/rapportages.ods": 1,
    # filter: goals, priorities, reports; count, measures, snapshots; done; footer
    "/maatregelen/": 8,
    # the same, and the chosen report
    "/maatregelen/?rapportage=vgr-2": 9,
    # measure, snapshots, items, involvements, cells, priorities, findings, figures, notes, section items, submeasures with
    # snapshots (2); neighbours; goals; bills with snapshots, planning, contributions, entries, names, stations, predecessors (8);
    # motions with snapshots and measures (3); agenda (15); corrections; done; all roles; footer
    "/maatregelen/hoofd/": 44,
    # snapshot, items, involvements, cells; findings, figures; notes; corrections; other snapshots; footer
    "/maatregelen/hoofd/vgr-2/": 10,
    # the chosen report; the reports to choose from; goal snapshots, measures, their snapshots; measures, their snapshots; footer
    "/doelen/": 8,
    # goal, snapshots; measures, snapshots (twice: for the page and for who shares it); findings, figures; goals; corrections;
    # done (three times, without its cache); footer
    "/doelen/1/": 14,
    # priorities, snapshots, items; measures, snapshots; bills (8); done; footer
    "/speerpunten/": 15,
    # filter: measures, reports; keys; bills (8); the bills of what was promised (8, four times without its cache); footer
    "/wetsvoorstellen/": 44,
    # bill (9), elements, notes, priorities; requirements; agenda (15); corrections; footer (a dossier: its motions)
    "/wetsvoorstellen/wet-nr-0/": 29,
    # filter: measures, dossiers, reports; count; motions, snapshots, measures, papers, submitters; footer
    "/moties/": 11,
    # the same, and the texts of motions, papers, submitters and snapshots
    "/moties/?zoek=31497-1": 15,
    # the same as without filter, and the newest progress report
    "/moties/?voortgang=loopt": 12,
    # motion, snapshots, measures, papers, submitters, notes; the measures with their snapshots and parent; what is open of them;
    # bills with the dossier; corrections; footer
    "/moties/31497-1/": 12,
    # reports; sources; withdrawn reports; statuses for the bars; footer
    "/rapportages/": 5,
    # report; measures of laws; sections, items, measures; goals, measures; findings, figures, goals; measures, snapshots;
    # priorities, items; bills (6), elements; names, stations, each with bills (4); laws; motions, snapshots, measures; papers
    # about motions, submitters; parties; notes with measures, bills, motions (4); corrections; footer
    "/rapportages/vgr-2/": 41,
    # footer
    "/zoeken/": 1,
    # words of the index, matches; what results tell of today (28, without its cache): agenda (15), bills (8), measures and
    # snapshots, motions, snapshots and measures, stands; documents; reports; footer; also measures if actions are found
    "/zoeken/?q=maatregel": 34,
    # the same, and the chosen report
    "/zoeken/?q=maatregel&soort=stand&rapportage=vgr-2&pagina=2": 35,
    # the same as for a word, and the documents with that number
    "/zoeken/?q=31497-1": 35,
    # the same as for a word: an unknown word needs no query
    "/zoeken/?q=mmaatregel": 34,
    # words of the index; footer
    "/zoeken/?q=qqqq+qqqqq": 2,
    # agenda (15); reports; footer
    "/over/": 17,
    # count; reports (with counts)
    "/api/v1/rapportages": 2,
    # report (with counts), sections, items
    "/api/v1/rapportages/vgr-2": 3,
    # none: these show the OpenAPI document, which is a file
    "/api/v1/": 0,
    "/api/v1": 0,
    "/api/v1/openapi.json": 0,
    # count; goals, snapshots, measures
    "/api/v1/doelen": 4,
    "/api/v1/bronnen": 2,
    "/api/v1/bronnen/stb-1": 1,
    "/api/v1/doelen/1": 3,
    # count; priorities, measures, bills, snapshots, items
    "/api/v1/speerpunten": 6,
    "/api/v1/speerpunten/1": 5,
    # count; roles
    "/api/v1/rollen": 2,
    "/api/v1/rollen/leraar": 1,
    # role; agenda for both moments (15, without its cache)
    "/api/v1/rollen/leraar/wijzigingen": 16,
    # representations
    "/api/v1/veldpartijen": 1,
    # count, keys; measures, snapshots, priorities; items, involvements, findings, notes; keys of goals, bills, motions and their
    # links; done
    "/api/v1/maatregelen": 14,
    "/api/v1/maatregelen/hoofd": 13,
    # whether the measure has a snapshot; count; snapshots; items, involvements, findings, notes
    "/api/v1/maatregelen/hoofd/standen": 7,
    "/api/v1/maatregelen/hoofd/standen/vgr-2": 5,
    # count; bills (8), elements
    "/api/v1/wetsvoorstellen": 10,
    # count; motions, snapshots, measures, papers, submitters
    "/api/v1/moties": 6,
    # agenda (15)
    "/api/v1/acties": 15,
    "/api/v1/acties/actie-een": 15,
    # both reports; changes (9)
    "/api/v1/wijzigingen?van=vgr-2&naar=vgr-5": 10,
    # count; findings, figures
    "/api/v1/bevindingen": 3,
    # count; notes, measures, bills, motions, actions
    "/api/v1/bronnotities": 6,
    # count; corrections
    "/api/v1/correcties": 2,
    "/api/v1/correcties/1": 1,
    # finding, figures
    "/api/v1/bevindingen/vgr-2-3": 2,
    # note, measures, bills, motions
    "/api/v1/bronnotities/vgr-2-1": 5,
    # bill (9), elements
    "/api/v1/wetsvoorstellen/wet-nr-0": 9,
    # motion, snapshots, measures, papers, submitters
    "/api/v1/moties/31497-1": 5,
    # one of every component: measures, bills with their planning, motions, the agenda, reports; done; footer
    "/over/onderdelen/": 48,
    # footer
    "/begrippen/": 1,
    "/toegankelijkheid/": 1,
    "/privacy/": 1,
    "/kwetsbaarheid-melden/": 1,
    "/.well-known/security.txt": 0,
    # corrections; measures, goals, bills, motions, each with snapshots; measures of the motion snapshots; reports; roles; actions
    "/sitemap.xml": 13,
    "/robots.txt": 0,
    "/gezondheid/": 0,
    # database; migrations (2); shared cache (7)
    "/gereed/": 10,
    # reports, withdrawn reports, corrections; a count of the rows of each table; footer
    "/open-data/": 4 + len(TABLES),
    # reports, withdrawn reports, corrections; one for each table, and 12 more for the three tables below
    **{
        f"/open-data/{name}": 3 + len(TABLES) + 12
        for name in ("datapackage.json", "dcat.jsonld", "dcat.ttl", "voortgang-passend-onderwijs.zip")
    },
    **{f"/open-data/{name}.csv": 1 for name in TABLES},
    # measures, snapshots
    "/open-data/maatregelen.csv": 2,
    # bills (8)
    "/open-data/wetsvoorstellen.csv": 8,
    # motions, snapshots, measures, papers, submitters
    "/open-data/moties.csv": 5,
}
