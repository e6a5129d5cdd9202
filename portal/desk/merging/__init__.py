"""Two people who edit the same thing: both keep what only one of them changed, and are asked what both changed.

    stored = StoredValues.of(row)             # what the database holds now, by machine name
    merge = merge_form(data, row, form, …)    # what a form sent, merged with it by field and by row

A form carries, signed, the values that it was opened on (`stored`). The rule itself knows only plain data (`three_way`). Forms
(`form_data`), the statuses, the explanations and the workbook use it.
"""
