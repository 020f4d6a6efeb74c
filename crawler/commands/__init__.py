"""What people run: one file, one command. Scrapy makes a command of any ScrapyCommand in this folder."""
