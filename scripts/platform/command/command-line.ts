import {
  type AddHelpTextContext,
  type AddHelpTextPosition,
  type Argument,
  Command as EnglishCommand,
  type ErrorOptions,
  Help,
  type Option,
} from "commander";
import { help } from "../../messages/help.mjs";

type HelpText = string | ((context: AddHelpTextContext) => string);

/** A command of commander whose help, and whose refusal of a mistake in options, are in the language of its user. */
export class Command extends EnglishCommand {
  override createCommand(name?: string): Command {
    return new Command(name);
  }

  /** Of an option with one value that is given twice, the last would win unseen: that is wrong use. */
  override addOption(option: Option): this {
    const given: string[] = [];
    if (!option.variadic && (option.required || option.optional))
      this.on(`option:${option.name()}`, (value: string) => {
        given.push(value);
        if (given.length > 1)
          this.error(`error: option '${option.flags}' takes one value, got ${given.join(", ")}`);
      });
    return super.addOption(option);
  }

  override createHelp(): Help {
    return Object.assign(new UsersHelp(), this.configureHelp());
  }

  override addHelpText(position: AddHelpTextPosition, text: HelpText): this {
    return typeof text === "string"
      ? super.addHelpText(position, help(text))
      : super.addHelpText(position, text);
  }

  override error(message: string, options?: ErrorOptions): never {
    return super.error(help(message), options);
  }
}

class UsersHelp extends Help {
  override styleTitle(title: string): string {
    return help(title);
  }

  override commandDescription(command: EnglishCommand): string {
    return help(super.commandDescription(command));
  }

  override subcommandDescription(command: EnglishCommand): string {
    return help(super.subcommandDescription(command));
  }

  override optionDescription(option: Option): string {
    return help(super.optionDescription(option));
  }

  override argumentDescription(argument: Argument): string {
    return help(super.argumentDescription(argument));
  }
}
