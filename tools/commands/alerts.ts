/** `cs alerts`: what is watched and open, a rule's figures, and a try of the receiver. */
import { Command } from "commander";
import { answering, JSON_OPTION } from "../cli/answer.ts";
import type { Surroundings } from "../cli/surroundings.ts";
import { alertsApi, alertsText, changeAlerts, tryReceiver } from "./alerts/alerts.mjs";

export function command(surroundings: Surroundings): Command {
  const api = () => alertsApi(surroundings.env);
  const alerts = new Command("alerts").description(
    "alerts: what is watched, what is open, change a rule, try the receiver",
  );
  alerts
    .command("show")
    .description("the rules with their figures, what is open, what was told and how that went")
    .option(...JSON_OPTION)
    .action(
      answering(surroundings, async () => {
        const data = await api()("GET", "");
        return { data, text: alertsText(data) };
      }),
    );
  alerts
    .command("set")
    .description("change a rule or the daily summary; an empty value is as usual again")
    .argument("<rule>", "a rule's name, or summary")
    .argument("<changes...>", "limit=, least= or on=yes|no; of the summary: on=, hour= (0 to 23, UTC)")
    .action(answering(surroundings, (rule: string, changes: string[]) => changeAlerts(api(), rule, changes)));
  alerts
    .command("test")
    .description("send a test message, and say what the receiver answers")
    .action(answering(surroundings, () => tryReceiver(api())));
  return alerts;
}
