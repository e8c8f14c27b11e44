<?php

/** For shops without Composer: require this one file. Composer's own autoloader does the same. */

declare(strict_types=1);

spl_autoload_register(static function (string $class): void {
    if (str_starts_with($class, 'CardSurcharge\\')) {
        $file = __DIR__ . '/src/' . strtr(substr($class, strlen('CardSurcharge\\')), '\\', '/') . '.php';
        if (is_file($file)) {
            require $file;
        }
    }
});

require_once __DIR__ . '/src/functions.php';
