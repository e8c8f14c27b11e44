/** True in a development build alone. A build-time constant: what it guards is not in any other build. */
declare const __DEVELOPMENT__: boolean;
