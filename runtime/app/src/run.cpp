// run SCRIPT [args]: any script by hand, with the same modules as in a pass. Its result goes to stdout, its log to
// stderr.
#include <fmt/format.h>

#include <atomic>
#include <csignal>
#include <cstdio>
#include <cstdlib>

#include "lunokhod/app/verb.hpp"
#include "lunokhod/base/text.hpp"
#include "lunokhod/engine/config.hpp"
#include "lunokhod/platform/file_system.hpp"
#include "lunokhod/platform/files.hpp"
#include "lunokhod/platform/signals.hpp"
#include "script_log.hpp"
#include "verb_functions.hpp"

namespace lunokhod::app {
namespace {

constexpr std::uint64_t default_memory = std::uint64_t{4} << 30;

constexpr unsigned patience = 2;  // seconds
constexpr int ended_by_signal = 128;

std::atomic<engine::ScriptHost*> running = nullptr;
std::atomic<int> interrupted = 0;

// The first Ctrl+C raises in the script where it stands. Is it deep inside a native call that does not come back, the
// second one, or a little patience, ends the program at once and leaves no half file behind.
void interrupt(int signal) {
  if (interrupted.exchange(signal == SIGALRM ? interrupted.load() : signal) != 0) {
    remove_unfinished_files();
    std::_Exit(ended_by_signal + interrupted);
  }
  if (engine::ScriptHost* host = running) host->cancel();
  start_alarm(patience);
}

// The nearest folder above the script that has a lunokhod.lua; else the script's own.
std::string workspace_above(const std::string& script) {
  const std::string own(folder_of(script));
  for (std::string folder = own; folder.size() > 1; folder = folder_of(folder)) {
    if (file_exists(join_path(folder, engine::config_name))) return folder;
  }
  return own;
}

// --file stands in for a task of the registry, so that a client's script can be tried on a file before it has one.
Result<Value> task_by_hand(engine::ScriptHost& host, const Arguments& arguments, const engine::ScriptCall& call) {
  const auto file = arguments.text("file");
  if (!file) return Value();
  const std::string path = TRY(absolute_path(*file));
  if (!TRY(file_status(path))) return Error{Code::not_found, fmt::format("there is no file {}", *file)};
  const std::string client_folder(file_name(folder_of(call.path)));
  std::string drafts = join_path(call.workspace, "drafts");
  if (file_exists(join_path(call.workspace, engine::config_name))) {
    drafts = TRY(engine::load_config(host, call.workspace)).drafts;
  }
  CHECKED(make_folders(drafts));
  const std::int64_t id = TRY(arguments.integer("id")).value_or(0);
  return Value(Value::Map{{"id", id},
                          {"file", path},
                          {"file_path", *file},
                          {"client_name", arguments.text_or("client", client_folder)},
                          {"report_type", arguments.text_or("type", "")},
                          {"data_provider", arguments.text_or("provider", "Дистрибьютор")},
                          {"drafts", drafts}});
}

Result<engine::ScriptCall> call_of(Context& context, const Arguments& arguments, engine::ScriptHost& host) {
  engine::ScriptCall call;
  call.path = TRY(absolute_path(arguments.positionals.front()));
  call.arguments.assign(arguments.positionals.begin() + 1, arguments.positionals.end());
  const auto workspace = arguments.text("workspace");
  call.workspace = workspace ? TRY(absolute_path(*workspace)) : workspace_above(call.path);
  call.memory_limit = default_memory;
  if (const auto memory = arguments.text("memory")) {
    const auto bytes = text::parse_bytes(*memory);
    if (!bytes || *bytes <= 0) return Error{Code::invalid_argument, "--memory wants a size such as 512M or 2G"};
    call.memory_limit = static_cast<std::uint64_t>(*bytes);
  }
  call.task = TRY(task_by_hand(host, arguments, call));
  const bool verbose = arguments.flag("verbose");
  call.log = [&context, verbose](std::string_view level, std::string_view line) {
    if (verbose || level != "debug") write_log_line(*context.clock, level, line);
  };
  return call;
}

void print_result(const engine::ScriptResult& result, bool json) {
  std::string out = json ? result.value.json() : result.shown;
  if (!out.empty()) out += '\n';
  std::fwrite(out.data(), 1, out.size(), stdout);
}

}  // namespace

int run_run(Context& context, const Arguments& arguments) {
  const bool json = arguments.flag("json");
  const auto host = context.make_host();
  auto call = call_of(context, arguments, *host);
  if (!call.ok()) return fail(call.error(), json);
  running = host.get();
  for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGALRM}) std::signal(signal, interrupt);
  engine::ScriptError failure;
  const auto result = host->run(*call, &failure);
  running = nullptr;
  if (result.ok()) {
    print_result(*result, json);
    return 0;
  }
  const int code = fail(failure.error, json);
  if (!json && !failure.traceback.empty()) fmt::print(stderr, "{}\n", failure.traceback);
  return interrupted ? ended_by_signal + interrupted : code;
}

}  // namespace lunokhod::app
