"""From partners' workbooks to a published warehouse: extract, validate, transform, publish."""
