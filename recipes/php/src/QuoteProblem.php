<?php

/**
 * Why a quote is not good, in the order in which problems are reported. docs/integrate-server.md says what to do about
 * each. Version 1 only ever adds to this list.
 */

declare(strict_types=1);

namespace CardSurcharge;

enum QuoteProblem: string
{
    case Malformed = 'malformed';
    case WrongType = 'wrong_type';
    case WrongAlgorithm = 'wrong_algorithm';
    case ForbiddenHeader = 'forbidden_header';
    case KeysUnavailable = 'keys_unavailable';
    case UnknownKey = 'unknown_key';
    case BadSignature = 'bad_signature';
    case RetiredKey = 'retired_key';
    case RevokedKey = 'revoked_key';
    case WrongIssuer = 'wrong_issuer';
    case WrongMerchant = 'wrong_merchant';
    case WrongEnv = 'wrong_env';
    case Expired = 'expired';
    case LifeTooLong = 'life_too_long';
    case NotYetValid = 'not_yet_valid';
    case InformationalOnly = 'informational_only';
    case WrongSubject = 'wrong_subject';
    case WrongSale = 'wrong_sale';
    case WrongAmount = 'wrong_amount';
    case WrongCurrency = 'wrong_currency';
    case WrongTax = 'wrong_tax';
    case WrongPlace = 'wrong_place';
    case WrongOrder = 'wrong_order';
    case InconsistentClaims = 'inconsistent_claims';
    case InconsistentAmounts = 'inconsistent_amounts';
    case NotChecked = 'not_checked';
}
