/** True in a development build alone; all other builds have the code behind it removed. */
declare const __DEVELOPMENT__: boolean;
/** Days that the rules' clock is ahead of the real one; 0 but in a test run that asks for more. */
declare const __RULES_DAYS_AHEAD__: number;
