#include "cli/app.h"

#include "cli/version.h"

#include <fmt/format.h>

namespace imprimatur::cli {
namespace {

// Repeatable options take one value each time; CLI11 would otherwise swallow what follows.
void one_value_each(CLI::Option* option) {
  option->expected(1)->allow_extra_args(false)->multi_option_policy(
      CLI::MultiOptionPolicy::TakeAll);
}

// Of a repeated single option the last one counts, as in other tools.
CLI::Option* add_value(CLI::App& app,
                       const std::string& names,
                       std::string& value,
                       const std::string& description,
                       const std::string& placeholder) {
  return app.add_option(names, value, description)
      ->option_text(placeholder)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeLast);
}

}  // namespace

CommandLine::CommandLine() : app_("Says whether you may republish a text, and why.", "imprimatur") {
  app_.set_help_flag();
  app_.require_subcommand(0, 1);
  app_.add_flag("-h,--help", help_, "Show help and exit");
  app_.add_flag("-V,--version", version_, "Show the version and exit");
  add_check_and_explain();
  add_audit();
  add_baseline();
  add_rules();
  add_editors();
  add_others();
}

CLI::App* CommandLine::add(CLI::App& parent,
                           const std::string& name,
                           const std::string& description,
                           Function function) {
  CLI::App* command = parent.add_subcommand(name, description);
  command->set_help_flag();
  command->require_subcommand(0, 1);
  command->add_flag("-h,--help", help_, "Show help and exit");
  if (function != nullptr) {
    commands_.push_back({command, function});
  }
  return command;
}

void CommandLine::add_common(CLI::App& app) {
  CLI::Option* rules =
      app.add_option("--rules",
                     options_.rules,
                     "Add the rules of a folder; files of the same id replace built-in ones");
  rules->option_text("DIR");
  one_value_each(rules);
  add_value(app,
            "--policy",
            options_.policy,
            "Use this policy instead of the nearest "
            "imprimatur.toml",
            "FILE");
  app.add_flag("--no-policy", options_.no_policy, "Use no policy");
  add_value(app, "--today", options_.today, "Judge as on this date (YYYY-MM-DD)", "DATE");
  add_value(app, "--format", options_.format, "Format on standard output", "FORMAT");
  add_value(app, "--color", options_.color, "Colour: auto, always or never", "WHEN");
  app.add_flag("-q,--quiet", options_.quiet, "Only what is at or above --fail-on");
  app.add_flag("-v,--verbose", options_.verbose, "Also what does not count, and why");
}

void CommandLine::add_scanning(CLI::App& app) {
  add_value(app,
            "--use",
            options_.use,
            "What you want to do with the text "
            "(default: republish)",
            "USE");
  add_value(app,
            "--stdin-filename",
            options_.stdin_filename,
            "Name of what comes on standard input",
            "NAME");
  add_value(
      app, "--encoding", options_.encoding, "Encoding of the inputs, if you know it", "LABEL");
}

void CommandLine::add_walking(CLI::App& app) {
  add_value(app, "-j,--jobs", options_.jobs, "Threads (default: one a processor)", "N");
  add_value(app,
            "--files-from",
            options_.files_from,
            "Read names of inputs from a file, or - for standard input",
            "FILE");
  app.add_flag("-0,--null",
               options_.nul,
               "Names of --files-from end with NUL, not a line "
               "break");
  app.add_flag("--no-ignore",
               options_.no_ignore,
               "Do not respect .gitignore, .ignore and .imprimaturignore");
  app.add_flag("--hidden", options_.hidden, "Also check hidden files and folders");
  app.add_flag("--follow", options_.follow, "Follow symbolic links inside folders");
  app.add_flag("--no-marks", options_.no_marks, "Do not obey 'imprimatur: ignore' in the texts");
}

void CommandLine::add_changes(CLI::App& app) {
  add_value(
      app, "--baseline", options_.baseline, "Speak only of what is not in this baseline", "FILE");
  app.add_flag("--staged", options_.staged, "Check what is staged in git, not the files");
  add_value(app,
            "--diff",
            options_.diff,
            "Check the files that git diff RANGE names; only new findings count",
            "RANGE");
  add_value(app,
            "--since",
            options_.since,
            "Check what has changed since the branch left COMMIT, new files included",
            "COMMIT");
  add_value(
      app, "--patch", options_.patch, "Check what a patch adds; - for standard input", "FILE");
  add_value(app,
            "--policy-from",
            options_.policy_from,
            "Take policy, rules and baseline from this commit; obey no marks and ignore files",
            "COMMIT");
}

void CommandLine::add_network(CLI::App& app) {
  app.add_flag("--site-signals",
               options_.site_signals,
               "Also read what the site says: robots.txt, tdmrep.json, RSL, ai.txt, trust.txt");
  add_value(app,
            "--source-url",
            options_.source_url,
            "Where the document was published; with --site-signals that site is read",
            "URL");
  add_value(app,
            "--agent",
            options_.agent,
            "Read the site's files as this robot (default: as any)",
            "TOKEN");
  app.add_flag("--allow-private-network",
               options_.allow_private_network,
               "Also ask addresses of this machine and of private networks");
  add_value(app, "--timeout", options_.timeout, "Seconds for one answer (default: 30)", "SECONDS");
  app.add_flag("--no-cache", options_.no_cache, "Keep no answers of servers");
  add_value(
      app, "--contact", options_.contact, "Your address, told to the servers asked", "ADDRESS");
}

void CommandLine::add_baseline() {
  CLI::App* baseline = add(app_, "baseline", "Accept what is there, to see what is new", nullptr);
  const auto add_one = [&](const char* name, const char* description, Function function) {
    CLI::App* command = add(*baseline, name, description, function);
    command->add_option(
        "INPUT", options_.inputs, "Files, folders, or - for standard input (the default)");
    add_value(*command,
              "--baseline",
              options_.baseline,
              "The baseline (default: imprimatur-baseline.json)",
              "FILE");
    add_scanning(*command);
    add_walking(*command);
    add_common(*command);
  };
  add_one("create", "Write a baseline of all that counts in the inputs", run_baseline_create);
  add_one("update", "Add what is new", run_baseline_update);
  add_one("prune", "Remove what is not in the inputs any more", run_baseline_prune);
  add_one(
      "diff", "List what is new (+) and gone (-); exit with 1 if there is any", run_baseline_diff);
}

void CommandLine::add_check_and_explain() {
  CLI::App* check = add(app_, "check", "Give a verdict per document", run_check);
  check->add_option("INPUT",
                    options_.inputs,
                    "Files, folders, web addresses, or - for standard input (the default)");
  add_scanning(*check);
  add_value(*check,
            "--fail-on",
            options_.fail_on,
            "Exit with 1 from this verdict on (default: permission-required)",
            "VERDICT");
  CLI::Option* output = check->add_option(
      "-o,--output", options_.outputs, "Write a report to a file as well (repeatable)");
  output->option_text("FORMAT=PATH");
  one_value_each(output);
  add_walking(*check);
  add_network(*check);
  add_changes(*check);
  check->add_flag("--progress", options_.progress, "Show progress even if there is no terminal");
  check->add_flag("--no-progress", options_.no_progress, "Never show progress");
  add_common(*check);

  CLI::App* explain =
      add(app_, "explain", "Say why this verdict, and why not another", run_explain);
  explain->add_option("INPUT", options_.inputs, "A file, a web address, or - for standard input");
  add_scanning(*explain);
  add_network(*explain);
  add_common(*explain);
}

void CommandLine::add_audit() {
  AuditWords& words = options_.audit;
  CLI::App* audit = add(app_, "audit", "Give verdicts over a dataset", run_audit);
  audit->add_option(
      "DATASET", options_.inputs, "Files of records of many formats, folders, globs, or -");
  add_value(*audit, "-o,--output", words.out, "Folder for the results", "DIR");
  const auto value =
      [&](const char* name, std::string& target, const char* text, const char* what) {
        add_value(*audit, name, target, text, what);
      };
  value("--use", options_.use, "What you want to do with the texts (default: republish)", "USE");
  value("--fail-on",
        options_.fail_on,
        "Exit with 1 from this verdict on (default: permission-required)",
        "VERDICT");
  value("--input-format",
        words.input_format,
        "jsonl, json, warc, archive, csv, lines or text (default: auto)",
        "NAME");
  value("--text-field", words.text_field, "Field of the text: a name or a JSON pointer", "FIELD");
  value("--id-field", words.id_field, "Field of the record's id", "FIELD");
  value("--url-field", words.url_field, "Field of the address", "FIELD");
  value("--date-field", words.date_field, "Field of the date", "FIELD");
  value("--language-field", words.language_field, "Field of the language", "FIELD");
  value(
      "--documents", words.documents, "Rows of documents as jsonl (the default) or csv", "FORMAT");
  const auto list = [&](const char* name, std::vector<std::string>& target, const char* text) {
    CLI::Option* option = audit->add_option(name, target, text)->option_text("VERDICTS");
    one_value_each(option);
  };
  list("--keep", words.keep, "Write the documents with these verdicts again (comma-separated)");
  list("--drop", words.drop, "Write all documents but those with these verdicts again");
  audit->add_flag("--redact",
                  words.redact,
                  "Write them as JSON Lines without the passages that claim or restrict rights "
                  "(their verdicts stay)");
  value("--shard", words.shard, "Only part I of N (for several machines; see audit merge)", "I/N");
  value("--checkpoint", words.checkpoint, "Seconds between checkpoints (default: 5)", "SECONDS");
  value("--max-record-bytes", words.max_record_bytes, "Longest record read (default: 64 MiB)", "N");
  audit->add_flag("--restart", words.restart, "Begin again, whatever DIR holds");
  value("-j,--jobs", options_.jobs, "Threads (default: one a processor)", "N");
  value("--files-from",
        options_.files_from,
        "Read names of inputs from a file, or - for standard input",
        "FILE");
  audit->add_flag("-0,--null", options_.nul, "Names of --files-from end with NUL");
  value(
      "--stdin-filename", options_.stdin_filename, "Name of what comes on standard input", "NAME");
  audit->add_flag("--no-ignore", options_.no_ignore, "Do not respect .gitignore and the like");
  audit->add_flag("--hidden", options_.hidden, "Also read hidden files and folders");
  audit->add_flag("--follow", options_.follow, "Follow symbolic links inside folders");
  value("--progress", words.progress, "Progress: auto, always, never, or json", "HOW");
  add_common(*audit);

  CLI::App* merge = add(*audit,
                        "merge",
                        "Put the shards of one audit together, or audits of different inputs",
                        run_audit_merge);
  merge->add_option("DIR", options_.inputs, "The folders of the shards or audits");
  add_value(*merge, "-o,--output", words.out, "Folder for the results", "DIR");
  add_value(*merge,
            "--files-from",
            options_.files_from,
            "Read their names from a file, or - for standard input",
            "FILE");
  add_common(*merge);

  CLI::App* sample =
      add(*audit, "sample", "Draw documents to read, as a table to fill in", run_audit_sample);
  sample->add_option("DIR", words.folder, "Folder of a finished audit");
  add_value(*sample, "--per-stratum", words.per_stratum, "Documents of each verdict (50)", "N");
  add_value(*sample, "--seed", words.seed, "Another number draws other documents (1)", "N");
  CLI::App* score =
      add(*audit, "score", "Precision and recall from a filled-in table", run_audit_score);
  score->add_option("DIR", words.folder, "Folder of the audit");
  score->add_option("TABLE", words.reviews, "The filled-in table of audit sample");
  add_value(*score, "--format", options_.format, "text (the default) or json", "FORMAT");
}

void CommandLine::add_rules() {
  CLI::App* rules = add(app_, "rules", "Look at, test and write rules", nullptr);
  CLI::App* list = add(*rules, "list", "List rules, holders and licences", run_rules_list);
  add_common(*list);
  CLI::App* show = add(*rules, "show", "Show a rule, holder or licence", run_rules_show);
  show->add_option("ID", options_.id, "Id of a rule, holder or licence");
  add_common(*show);
  CLI::App* check = add(*rules, "check", "Look for mistakes in rule files", run_rules_check);
  check->add_option("PATH", options_.inputs, "Files or folders (default: the built-in rules)");
  add_common(*check);
  CLI::App* test = add(*rules, "test", "Run the examples of rules", run_rules_test);
  test->add_option("ID", options_.ids, "Only these rules, holders or files");
  test->add_flag("--timing", options_.timing, "Show the time that each rule's examples took");
  add_common(*test);
  CLI::App* create = add(*rules, "new", "Write a new rule file to fill in", run_rules_new);
  create->add_option("KIND", options_.kind, "holder, language or licence");
  create->add_option("ID", options_.id, "Id of the new holder, language or licence");
  add_value(*create, "--directory", options_.directory, "Where to write it (default: here)", "DIR");
  CLI::App* anchors =
      add(*rules, "anchors", "List the literals that are looked for first", run_rules_anchors);
  add_common(*anchors);
  CLI::App* diff =
      add(*rules, "diff", "Compare two sets of rules; exit with 1 if they differ", run_rules_diff);
  diff->add_option("OLD NEW INPUT",
                   options_.inputs,
                   "Two folders of rules, or built-in; then files to judge by both");
  add_value(*diff, "--use", options_.use, "Compare the verdicts for this use", "USE");
  add_value(*diff, "--today", options_.today, "Judge as on this date (YYYY-MM-DD)", "DATE");
  CLI::App* page = add(*rules, "export", "Print all rules as a page or as JSON", run_rules_export);
  add_common(*page);
  add(*rules, "schema", "Print the JSON Schema of rule files, for editors", run_rules_schema);
}

void CommandLine::add_editors() {
  CLI::App* lsp =
      add(app_, "lsp", "Answer a text editor: the language server, on standard input", run_lsp);
  add_value(
      *lsp, "--use", options_.use, "What you want to do with the text (default: republish)", "USE");
  add_value(*lsp,
            "--fail-on",
            options_.fail_on,
            "Show as an error from this verdict on (default: permission-required)",
            "VERDICT");
  lsp->add_flag("--no-marks", options_.no_marks, "Do not obey 'imprimatur: ignore' in the texts");
  lsp->add_flag("--stdio", options_.stdio, "The only way there is; for clients that name it");
  add_common(*lsp);

  ServeWords& words = options_.serve;
  CLI::App* serve = add(
      app_, "serve", "Answer browsers and other programs: a web page and an HTTP API", run_serve);
  const auto value =
      [&](const char* name, std::string& target, const char* text, const char* what) {
        add_value(*serve, name, target, text, what);
      };
  value("--listen", words.listen, "Where to listen (default: 127.0.0.1:8765)", "HOST:PORT");
  value("--port", words.port, "Another port; 0 for any that is free", "N");
  serve->add_flag("--open", words.open, "Open the page in the browser");
  value("--token",
        words.token,
        "File with the token to ask for (default: $IMPRIMATUR_TOKEN, or none)",
        "FILE");
  CLI::Option* hosts = serve->add_option(
      "--allow-host", words.hosts, "Also answer to this name of the machine (repeatable)");
  hosts->option_text("NAME");
  one_value_each(hosts);
  serve->add_flag("--allow-urls",
                  words.allow_urls,
                  "Also fetch the web addresses that clients name, and check the pages");
  serve->add_flag("--allow-private-network",
                  options_.allow_private_network,
                  "With --allow-urls: also addresses of this machine and of private networks");
  value("--contact", options_.contact, "Your address, told to the servers asked", "ADDRESS");
  value("--max-body", words.max_body, "Longest request in MiB (default: 16)", "N");
  value("--queue", words.queue, "Checks that may wait for their turn (default: 64)", "N");
  value("--timeout",
        options_.timeout,
        "Seconds that a client may take for a request, and the answer to it (default: 30)",
        "SECONDS");
  value("-j,--jobs", options_.jobs, "Checks at once (default: one a processor)", "N");
  value("--use", options_.use, "What texts are wanted for (default: republish)", "USE");
  serve->add_flag("--no-marks", options_.no_marks, "Do not obey 'imprimatur: ignore' in the texts");
  add_common(*serve);
}

void CommandLine::add_others() {
  CLI::App* config = add(app_, "config", "Show or write the policy", nullptr);
  CLI::App* show = add(*config, "show", "Show the policy in effect", run_config_show);
  show->add_option("INPUT", options_.inputs, "The file or folder that it is in effect for");
  add_common(*show);
  CLI::App* init = add(*config, "init", "Write an imprimatur.toml to fill in", run_config_init);
  init->add_option("DIR", options_.directory, "Where to write it (default: here)");
  CLI::App* formats = add(app_, "formats", "List the formats that are read", run_formats);
  formats->add_flag("--json", options_.json, "As JSON");
  CLI::App* completion = add(app_, "completion", "Print completions for a shell", run_completion);
  completion->add_option("SHELL", options_.shell, "bash, zsh or fish");
  CLI::App* version_command = add(app_, "version", "Show the version", run_version);
  version_command->add_flag("--json", options_.json, "As JSON, with facts about the rules");
  CLI::App* help = add(app_, "help", "Show help for a command", run_help);
  help->add_option("COMMAND", options_.topic, "The command");
}

int CommandLine::run(int argc, const char* const* argv) {
  try {
    app_.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    print_error(inspect_terminal(Options{}), parse_error_text(app_, error));
    return kUsage;
  }
  return dispatch();
}

int CommandLine::dispatch() {
  const Terminal terminal = inspect_terminal(options_);
  const CLI::App& chosen = chosen_command(app_);
  if (help_) {
    return print_result(terminal, help_text(chosen));
  }
  if (version_) {
    return print_result(terminal, fmt::format("imprimatur {}\n", version()));
  }
  for (const Command& command : commands_) {
    if (command.app != &chosen) {
      continue;
    }
    const Result<Checked> checked = check_values(options_);
    if (!checked) {
      return report_failure(terminal, checked.error());
    }
    return command.function({options_, *checked, terminal, app_});
  }
  // A group of commands ("rules") or nothing at all: say what there is.
  const std::string help = help_text(chosen);
  std::fwrite(help.data(), 1, help.size(), stderr);
  return kUsage;
}

}  // namespace imprimatur::cli
