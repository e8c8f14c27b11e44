<?php

/**
 * An offer as a merchant's own server shows it, where the page could not: message, amounts, disclosure and the choice, as
 * plain HTML that needs no script. Everything in it is escaped.
 */

declare(strict_types=1);

namespace CardSurcharge\Charging;

final class OfferHtml
{
    private const ENGLISH = [
        'base' => 'Before surcharge',
        'surcharge' => 'Surcharge ({rate})',
        'surchargeTax' => 'Tax on the surcharge',
        'total' => 'New total',
        'accept' => 'Accept surcharge and pay {total}',
        'decline' => 'Use another card',
    ];
    private const ENTITIES = ['&' => '&amp;', '<' => '&lt;', '>' => '&gt;', '"' => '&quot;', "'" => '&#39;'];

    /** @var array<string, mixed> */
    private readonly array $amounts;

    /**
     * @param array<string, mixed> $answer
     * @param array<string, mixed> $options
     */
    private function __construct(private readonly array $answer, private readonly array $options)
    {
        $this->amounts = $answer['surcharge'];
    }

    /**
     * @param array<string, mixed> $answer
     * @param array<string, string> $fields
     * @param array<string, mixed> $options
     */
    public static function write(
        array $answer,
        string $action,
        array $fields,
        string $anotherCard,
        array $options,
    ): string {
        return (new self($answer, $options))->form($action, $fields, $anotherCard);
    }

    /** @param array<string, string> $fields */
    private function form(string $action, array $fields, string $anotherCard): string
    {
        $language = $this->language();
        $ownLanguage = isset($this->options['labels']) ? $language : 'lang="en"';
        $disclosure = $this->answer['disclosure'] ?? null;
        // The accepted quote is the button's: an earlier one beside it would make two.
        unset($fields['quote']);
        return implode("\n", [
            '<form class="card-surcharge-offer" method="post" action="' . self::escape($action) . "\" $ownLanguage>",
            "<p $language>" . self::escape($this->answer['message']) . '</p>',
            '<dl>',
            $this->row('base', 'baseAmount'),
            $this->row('surcharge', 'surchargeAmount'),
            ...($this->amounts['surchargeTaxAmount'] > 0 ? [$this->row('surchargeTax', 'surchargeTaxAmount')] : []),
            $this->row('total', 'totalAmount'),
            '</dl>',
            ...($disclosure === null ? [] : ["<p $language><small>" . self::escape($disclosure) . '</small></p>']),
            ...array_map(self::hidden(...), array_keys($fields), $fields),
            '<button name="quote" value="' . self::escape($this->answer['quote']) . '">' . $this->label('accept') . '</button>',
            '<a href="' . self::escape($anotherCard) . '">' . $this->label('decline') . '</a>',
            '</form>',
        ]);
    }

    private function language(): string
    {
        $dir = isset($this->options['dir']) ? ' dir="' . self::escape($this->options['dir']) . '"' : '';
        return 'lang="' . self::escape($this->options['locale'] ?? 'en') . '"' . $dir;
    }

    private function row(string $label, string $amount): string
    {
        return '<div><dt>' . $this->label($label) . '</dt><dd>' . self::escape($this->money($amount)) . '</dd></div>';
    }

    private function label(string $name): string
    {
        $text = ($this->options['labels'] ?? self::ENGLISH)[$name] ?? self::ENGLISH[$name];
        $rate = Figures::rate($this->amounts['rateBps']);
        return self::escape(strtr($text, ['{rate}' => $rate, '{total}' => $this->money('totalAmount')]));
    }

    private function money(string $name): string
    {
        $format = $this->options['money'] ?? Figures::money(...);
        return $format($this->amounts[$name] ?? 0, $this->amounts['currency'], $this->amounts['currencyDigits']);
    }

    private static function hidden(string $name, string $value): string
    {
        return '<input type="hidden" name="' . self::escape($name) . '" value="' . self::escape($value) . '">';
    }

    private static function escape(string $text): string
    {
        return strtr($text, self::ENTITIES);
    }
}
