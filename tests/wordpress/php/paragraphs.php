<?php
/*
 * Rendered HTML as paragraphs of clean text, one kind each, read with PHP's DOM: a telling of its own,
 * independent of the extractor it will judge.
 */
const INLINE = ['a', 'abbr', 'b', 'bdi', 'bdo', 'big', 'code', 'del', 'em', 'font', 'i', 'ins', 'kbd', 'mark', 'q', 's',
    'small', 'span', 'strike', 'strong', 'sub', 'sup', 'time', 'tt', 'u', 'var', 'img'];
const SILENT = ['script', 'style', 'noscript', 'template', 'iframe', 'svg'];

function paragraphs_of(string $html): array
{
    $document = new DOMDocument();
    $before = libxml_use_internal_errors(true);
    $document->loadHTML('<?xml encoding="utf-8"?><html><body>' . $html . '</body></html>');
    libxml_clear_errors();
    libxml_use_internal_errors($before);
    $reader = new ParagraphReader();
    $reader->flow($document->getElementsByTagName('body')->item(0), 'paragraph');
    return $reader->paragraphs;
}

function folded(string $text): string
{
    return trim(preg_replace('/[\s\x{00a0}]+/u', ' ', $text));
}

class ParagraphReader
{
    public array $paragraphs = [];
    private string $line = '';

    public function flow(DOMNode $node, string $kind): void
    {
        foreach ($node->childNodes as $child) {
            if ($child instanceof DOMText) {
                $this->line .= preg_replace('/\s+/u', ' ', $child->data);
            } elseif ($child instanceof DOMElement) {
                $this->element($child, $kind);
            }
        }
    }

    private function element(DOMElement $element, string $kind): void
    {
        $name = strtolower($element->tagName);
        if (in_array($name, SILENT, true)) {
            return;
        }
        if ($name === 'br') {
            $this->line .= "\n";
        } elseif (in_array($name, INLINE, true) || $name === 'cite' && $kind !== 'quote') {
            $this->flow($element, $kind);
        } else {
            $this->block($element, $name, $kind);
        }
    }

    private function block(DOMElement $element, string $name, string $kind): void
    {
        $this->end($kind);
        if ($name === 'pre') {
            $this->add('preformatted', preg_replace("/^\n|\n$/", '', $this->kept($element)));
        } elseif ($name === 'table') {
            $this->table($element);
        } else {
            $inner = $this->kind_of($element, $name, $kind);
            $this->flow($element, $inner);
            $this->end($inner);
        }
    }

    private function kind_of(DOMElement $element, string $name, string $kind): string
    {
        if ($name === 'figcaption' || preg_match('/\b(wp-caption-text|gallery-caption)\b/', $element->getAttribute('class'))) {
            return 'caption';
        }
        return match (true) {
            (bool) preg_match('/^h[1-6]$/', $name) => 'heading',
            $name === 'li' => 'list_item',
            $name === 'blockquote' => 'quote',
            default => $kind,
        };
    }

    private function table(DOMElement $table): void
    {
        foreach ($table->getElementsByTagName('caption') as $caption) {
            $this->add('caption', folded($caption->textContent));
        }
        foreach ($table->getElementsByTagName('tr') as $row) {
            $cells = [];
            foreach ($row->childNodes as $cell) {
                if ($cell instanceof DOMElement) {
                    $cells[] = folded($cell->textContent);
                }
            }
            $this->add('table_row', implode(' | ', $cells));
        }
    }

    private function kept(DOMNode $node): string
    {
        $text = '';
        foreach ($node->childNodes as $child) {
            $text .= match (true) {
                $child instanceof DOMText => $child->data,
                $child instanceof DOMElement && $child->tagName === 'br' => "\n",
                default => $this->kept($child),
            };
        }
        return $text;
    }

    /** Ends the paragraph under way; two line breaks and more part it in two. */
    private function end(string $kind): void
    {
        foreach (preg_split('/\n\s*\n/u', $this->line) as $part) {
            $this->add($kind, implode("\n", array_map('folded', explode("\n", trim($part)))));
        }
        $this->line = '';
    }

    private function add(string $kind, string $text): void
    {
        if (trim($text) !== '') {
            $this->paragraphs[] = ['kind' => $kind, 'text' => $text];
        }
    }
}
