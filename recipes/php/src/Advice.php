<?php

/** What can help after a refusal. */

declare(strict_types=1);

namespace CardSurcharge;

enum Advice: string
{
    /** Show the shopper what it costs now: the page's next press on Pay brings a new quote. */
    case QuoteAgain = 'quote_again';
    /** The card has to be entered again, or another one. */
    case NewToken = 'new_token';
    /** Nothing is wrong but the moment: the next press on Pay asks again. */
    case PressAgain = 'press_again';
    /** A person has to look: what the server was set up with, or gave, is wrong. */
    case FixServer = 'fix_server';
}
