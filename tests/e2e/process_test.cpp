// The verbs process and tasks as a user meets them: the real binary, real Lua scripts, on SQLite and PostgreSQL; words
// in, text and exit codes out.
#include <gtest/gtest.h>
#include <unistd.h>

#include <csignal>
#include <random>
#include <set>

#include "lunokhod/base/json_read.hpp"
#include "lunokhod/db/connection.hpp"
#include "lunokhod/platform/file_lock.hpp"
#include "lunokhod/platform/file_system.hpp"
#include "lunokhod/platform/process.hpp"
#include "lunokhod/platform/process_tree.hpp"
#include "lunokhod/platform/signals.hpp"
#include "postgres_cluster.hpp"
#include "temporary_folder.hpp"

namespace lunokhod {
namespace {

using testing::PostgresCluster;
using testing::TemporaryFolder;

// One row of report, whatever the source holds.
constexpr const char* good_script = R"(
local source = csv.open(task.file, { header = 1 }):frame()
task:report(source, { format = "csv" })
)";

struct Said {
  int code = -1;
  std::string output, trouble;
  Value json() const {
    auto value = parse_json(output);
    EXPECT_TRUE(value.ok()) << output << trouble;
    return value.ok() ? *value : Value();
  }
};

class Place {
 public:
  explicit Place(const std::string& configuration = "") {
    folder.write("lunokhod.lua", "return {\n free_disk = { bytes = 0, names_percent = 0 },\n" + configuration + "}\n");
    folder.write("in.csv", "a;b\n1;x\n2;y\n");
  }
  void script(const std::string& client, const std::string& text) {
    folder.write("clients/distributors/" + client + "/processing.lua", text);
  }
  process::Child start(std::vector<std::string> words, const Descriptor& output, const Descriptor& trouble) const {
    process::Spawn spawn;
    spawn.words = {LUNOKHOD_BINARY};
    spawn.words.insert(spawn.words.end(), words.begin(), words.end());
    spawn.environment = {"PATH=/usr/bin:/bin", "LSAN_OPTIONS=detect_leaks=0", "LANG=" + language};
    spawn.folder = folder.path();
    spawn.descriptors = {{output.get(), 1}, {trouble.get(), 2}};
    return process::spawn(spawn).value();
  }
  Said say(const std::vector<std::string>& words) const {
    const Descriptor output = memory_file("output").value(), trouble = memory_file("trouble").value();
    const auto ending = start(words, output, trouble).wait();
    return {ending->exit_code, read_memory_file(output.get(), 1 << 24).value(),
            read_memory_file(trouble.get(), 1 << 24).value()};
  }
  int add(const std::string& client) const { return say({"tasks", "add", "in.csv", "--client", client}).code; }
  Value task(int id) const { return say({"tasks", "show", std::to_string(id), "--json"}).json(); }
  std::string field(int id, const char* name) const {
    const Value row = task(id);
    return row[name].as_text() ? *row[name].as_text() : row[name].json();
  }

  TemporaryFolder folder;
  std::string language = "C";
};

TEST(Process, a_file_becomes_a_report_and_the_json_tells_it) {
  Place place;
  place.script("A", good_script);
  ASSERT_EQ(place.add("A"), 0);
  const Said said = place.say({"process", "--json"});
  EXPECT_EQ(said.code, 0) << said.output << said.trouble;
  const Value json = said.json();
  ASSERT_EQ(json["tasks"].as_list()->size(), 1u);
  const Value& task = (*json["tasks"].as_list())[0];
  EXPECT_EQ(*task["status"].as_text(), "CREATED") << said.output;
  EXPECT_EQ(*task["rows"].as_integer(), 2);
  EXPECT_GT(*task["run"]["wall_us"].as_integer(), 0);
  EXPECT_TRUE(file_exists(*task["report_path"].as_text()));
  const Said again = place.say({"process"});
  EXPECT_EQ(again.code, 0);
  EXPECT_NE(again.trouble.find("nothing to do"), std::string::npos) << again.trouble;
}

TEST(Process, a_russian_reader_gets_russian_sentences_and_programs_the_same_codes) {
  Place place;
  place.language = "ru_RU.UTF-8";
  place.script("A", "csv.open('none.csv')");
  place.add("A");
  place.add("Нет");
  const Said said = place.say({"process"});
  EXPECT_NE(said.trouble.find("задача 1: clients/distributors/A/processing.lua:1: нет файла «none.csv» (искали"),
            std::string::npos)
      << said.trouble;
  EXPECT_NE(said.output.find("причина"), std::string::npos) << said.output;
  EXPECT_EQ(place.field(1, "status"), "ERROR");
  EXPECT_EQ(place.field(1, "error_reason"), "RETURN_CODE_5");
  EXPECT_NE(place.field(2, "error_detail").find("для клиента «Нет» нет папки"), std::string::npos)
      << place.field(2, "error_detail") << ": of the registry too";
  const Said wrong = place.say({"tasks", "show", "77", "--json"});
  EXPECT_NE(wrong.trouble.find("\"code\":\"not_found\",\"message\":\"задачи 77 нет\""), std::string::npos)
      << wrong.trouble;
  place.language = "en_US.UTF-8";
  EXPECT_NE(place.say({"tasks", "show", "77"}).trouble.find("there is no task 77"), std::string::npos);
}

TEST(Process, a_failing_task_is_exit_code_1_with_its_line_and_traceback) {
  Place place;
  place.script("A", "local x = nil\nreturn x.y\n");
  place.add("A");
  EXPECT_EQ(place.say({"process"}).code, 1);
  EXPECT_EQ(place.field(1, "error_reason"), "RETURN_CODE_1");
  EXPECT_NE(place.field(1, "error_detail").find("processing.lua:2"), std::string::npos)
      << place.field(1, "error_detail");
}

TEST(Process, an_endless_loop_stops_at_its_clients_limit_and_says_where_it_was) {
  Place place("per_client = { A = { time_limit = 1, grace = \"5s\" } },");
  place.script("A", "local n = 0\nwhile true do\n n = n + 1\nend\n");
  place.script("B", good_script);
  place.add("A");
  place.add("B");
  EXPECT_EQ(place.say({"process"}).code, 1);
  EXPECT_EQ(place.field(1, "error_reason"), "TIMEOUT");
  EXPECT_NE(place.field(1, "error_detail").find("processing.lua:"), std::string::npos)
      << place.field(1, "error_detail");
  EXPECT_EQ(place.field(2, "status"), "CREATED") << "one client does not stop another";
}

TEST(Process, a_memory_bomb_ends_at_the_limit_and_not_with_the_machine) {
  Place place("memory_limit = \"64M\",");
  place.script("A", "local t = {}\nfor i = 1, 1e9 do t[i] = { i } end\n");
  place.add("A");
  EXPECT_EQ(place.say({"process"}).code, 1);
  EXPECT_EQ(place.field(1, "status"), "ERROR");
  EXPECT_NE(place.field(1, "error_detail").find("memory"), std::string::npos) << place.field(1, "error_detail");
}

TEST(Process, a_second_one_says_so_and_exits_without_an_error) {
  Place place;
  place.script("A", good_script);
  place.add("A");
  auto other = LockFile::open(place.folder.path("registry.sqlite.lock"));
  ASSERT_TRUE(other->try_lock(0).value());
  const Said said = place.say({"process"});
  EXPECT_EQ(said.code, 0);
  EXPECT_NE(said.trouble.find("another pass"), std::string::npos) << said.trouble;
  EXPECT_EQ(place.field(1, "status"), "NEW");
}

TEST(Process, asked_to_stop_it_ends_its_runs_and_the_tasks_are_new_again) {
  Place place("grace = \"5s\",");
  place.script("A", "io_marker = fs.write('started', 'x')\nwhile true do end\n");
  place.add("A");
  const Descriptor output = memory_file("o").value(), trouble = memory_file("t").value();
  process::Child pass = place.start({"process"}, output, trouble);
  SystemClock clock;
  for (int i = 0; i < 3000 && place.field(1, "status") != "PROCESSING"; ++i) wait_readable({}, 10'000);
  ASSERT_TRUE(pass.send(SIGTERM).ok());
  EXPECT_EQ(pass.wait()->exit_code, 1);
  EXPECT_EQ(place.field(1, "status"), "NEW");
  EXPECT_EQ(*(*place.task(1)["runs"].as_list())[0]["state"].as_text(), "interrupted");
}

TEST(Process, wrong_words_and_wrong_configuration_have_their_codes) {
  Place place;
  EXPECT_EQ(place.say({"process", "--jobs", "none"}).code, 2);
  EXPECT_EQ(place.say({"process", "--jbos", "2"}).code, 2);
  EXPECT_EQ(place.say({"process", "--workspace", "/nowhere"}).code, 3);
  place.folder.write("lunokhod.lua", "return { time_limt = 5 }");
  const Said said = place.say({"process"});
  EXPECT_EQ(said.code, 3);
  EXPECT_NE(said.trouble.find("time_limit"), std::string::npos) << said.trouble;
}

TEST(Tasks, the_registry_by_hand) {
  Place place;
  place.script("A", good_script);
  EXPECT_EQ(place.say({"tasks", "add", "none.csv", "--client", "A"}).code, 5);
  EXPECT_EQ(place.say({"tasks", "add", "in.csv"}).code, 2);
  ASSERT_EQ(place.add("A"), 0);
  ASSERT_EQ(place.add("Нет"), 0);
  place.say({"process"});
  EXPECT_EQ(place.say({"tasks", "list", "--status", "CREATED", "--json"}).json().as_list()->size(), 1u);
  EXPECT_EQ(place.say({"tasks", "list", "--client", "Нет", "--json"}).json().as_list()->size(), 1u);
  EXPECT_EQ(place.say({"tasks", "retry", "1"}).code, 0);
  EXPECT_EQ(place.field(1, "status"), "NEW");
  EXPECT_EQ(place.say({"tasks", "delete", "1,2"}).code, 0);
  EXPECT_EQ(place.say({"tasks", "show", "1"}).code, 5);
  const Said typo = place.say({"tasks", "lsit"});
  EXPECT_EQ(typo.code, 2);
  EXPECT_NE(typo.trouble.find("list"), std::string::npos);
}

TEST(Registry, on_postgres_rows_of_another_program_become_reports) {
  if (!PostgresCluster::shared().running()) GTEST_SKIP() << PostgresCluster::shared().why_not();
  const std::string store = PostgresCluster::shared().fresh_database();
  auto customer = std::move(*db::open(store));
  ASSERT_TRUE(
      customer
          ->script(
              "CREATE SCHEMA ops; CREATE TABLE ops.file_registry (id SERIAL PRIMARY KEY, file_path TEXT, status TEXT, "
              "error_reason TEXT, data_provider TEXT, report_year INT, report_month INT, client_name TEXT, report_type "
              "TEXT, uploaded_at TIMESTAMP DEFAULT now(), created_at TIMESTAMP DEFAULT now());"
              "INSERT INTO ops.file_registry (file_path, status, data_provider, report_year, report_month, "
              "client_name, "
              "report_type) VALUES ('in.csv', 'NEW', 'Дистрибьютор', 2025, 12, 'A', 'sales'), "
              "('in.csv', 'NEW', 'Дистрибьютор', 2025, 12, 'Нет', 'sales')")
          .ok());
  Place place("store = \"" + store + "\",");
  place.script("A", good_script);
  const Said dry = place.say({"process", "--dry-run"});
  EXPECT_EQ(dry.code, 0) << dry.trouble;
  EXPECT_NE(dry.output.find("would run"), std::string::npos) << dry.output;
  const Said said = place.say({"process"});
  EXPECT_EQ(said.code, 0) << said.output << said.trouble;
  const auto rows = customer->query("SELECT status, error_reason FROM ops.file_registry ORDER BY id");
  EXPECT_EQ(*rows->rows[0][0].as_text(), "CREATED") << said.trouble;
  EXPECT_EQ(*rows->rows[1][1].as_text(), "NO_SCRIPT_FOUND");
  ASSERT_TRUE(customer->query("SELECT pg_advisory_lock(84215045)::text").ok());
  EXPECT_NE(place.say({"process"}).trouble.find("another pass"), std::string::npos);
}

// The unit tests kill two hundred times with shell scripts; here the real binary and real Lua, fewer times.
TEST(Crash, the_binary_killed_at_random_moments_loses_and_doubles_nothing) {
  Place place;
  place.script("A", good_script);
  constexpr int tasks = 12, kills = 30;
  for (int i = 0; i < tasks; ++i) ASSERT_EQ(place.add("A"), 0);
  std::mt19937 random(7);
  const Descriptor output = memory_file("o").value(), trouble = memory_file("t").value();
  for (int i = 0; i < kills; ++i) {
    process::Child pass = place.start({"process", "--jobs", "2"}, output, trouble);
    wait_readable({pass.descriptor()}, 1000 + static_cast<std::int64_t>(random() % 80'000));
    std::vector<int> victims = process::descendants(pass.pid());
    victims.push_back(pass.pid());
    ::kill(victims[random() % victims.size()], SIGKILL);
    if (random() % 2) (void)pass.send(SIGKILL);
    ASSERT_TRUE(pass.wait().ok());
  }
  for (int i = 0; i < 20 && place.say({"process"}).trouble.find("nothing to do") == std::string::npos; ++i)
    wait_readable({}, 200'000);
  std::multiset<std::string> reports;
  const auto entries = list_folder(place.folder.path("Данные на загрузку"));
  ASSERT_TRUE(entries.ok());
  for (const FolderEntry& entry : *entries) {
    reports.insert(entry.name.substr(0, entry.name.find('_', entry.name.find("_id") + 3)));
    EXPECT_EQ(TemporaryFolder::read(place.folder.path("Данные на загрузку/" + entry.name)),
              "\xEF\xBB\xBF"
              "a;b\r\n1;x\r\n2;y\r\n");
  }
  for (int id = 1; id <= tasks; ++id) {
    EXPECT_EQ(place.field(id, "status"), "CREATED") << place.field(id, "error_detail");
    EXPECT_EQ(reports.count("A_id" + std::to_string(id)), 1u) << id;
  }
  EXPECT_EQ(reports.size(), static_cast<std::size_t>(tasks));
}

}  // namespace
}  // namespace lunokhod
