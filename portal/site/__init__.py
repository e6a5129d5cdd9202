"""The pages that show records of several apps, and what all pages share: template tags, pictures, errors, the glossary."""
