#include "lunokhod/engine/pass.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/file.h>
#include <sys/mount.h>

#include <csignal>
#include <thread>

#include "engine_workshop.hpp"
#include "lunokhod/engine/drafts.hpp"
#include "lunokhod/engine/run_log.hpp"
#include "lunokhod/platform/file_lock.hpp"
#include "lunokhod/platform/files.hpp"
#include "lunokhod/platform/process.hpp"
#include "postgres_cluster.hpp"

namespace lunokhod::engine {
namespace {

using testing::TemporaryFolder;

TEST(Pass, a_report_is_made_delivered_and_recorded) {
  Workshop shop;
  shop.script("А", "echo output; echo report > \"$D.xlsx\"; echo '{\"ok\":true,\"rows\":12,\"problems\":0}' >&3");
  const std::int64_t id = shop.task("А");
  const PassResult result = shop.pass();
  ASSERT_EQ(result.rows.size(), 1u);
  EXPECT_TRUE(result.all_well());
  const Task row = shop.row(id);
  EXPECT_EQ(row.status, "CREATED") << row.error_reason << " " << row.error_detail;
  EXPECT_EQ(row.error_reason, "");
  EXPECT_EQ(row.report_rows, 12);
  EXPECT_EQ(row.report_path, shop.config.ready + "/А_id1_made.xlsx");
  EXPECT_EQ(TemporaryFolder::read(row.report_path), "report\n");
  EXPECT_TRUE(shop.drafts().empty());
  ASSERT_TRUE(result.rows[0].run);
  const engine::Run& run = *result.rows[0].run;
  EXPECT_EQ(run.state, "done");
  EXPECT_EQ(run.log_tail, "output\n");
  EXPECT_EQ(TemporaryFolder::read(run.log_path), "output\n");
  EXPECT_GT(run.wall, 0);
  EXPECT_GT(run.max_resident, 0);
  EXPECT_TRUE(shop.pass().rows.empty()) << "a created report is not made again";
}

TEST(Pass, the_script_gets_its_task_in_the_environment_and_nothing_of_ours) {
  ::setenv("LUNOKHOD_SECRET", "x", 1);
  ::setenv("PVZ_ID", "17", 1);
  Workshop shop;
  shop.config.environment_allow = {"PVZ_ID"};
  shop.config.environment_values = {{"ENV_MODE", "test"}};
  shop.script("А", "env > \"$D.csv\"; pwd >> \"$D.csv\"");
  const std::int64_t id = shop.task("А");
  shop.pass();
  const std::string report = TemporaryFolder::read(shop.row(id).report_path);
  for (const std::string& expected :
       {"TASK_ID=" + std::to_string(id), std::string("TASK_CLIENT=А"), "TASK_FILE=" + shop.folder.path("in.csv"),
        std::string("TASK_FILE_PATH=in.csv"), std::string("TASK_REPORT_TYPE=sales"),
        std::string("TASK_REPORT_YEAR=2025"), std::string("TASK_REPORT_MONTH=12"),
        std::string("TASK_DATA_PROVIDER=Дистрибьютор"), std::string("PVZ_ID=17"), std::string("ENV_MODE=test"),
        shop.folder.path("clients/distributors/А")}) {
    EXPECT_NE(report.find(expected + "\n"), std::string::npos) << expected << "\n" << report;
  }
  EXPECT_EQ(report.find("LUNOKHOD_SECRET"), std::string::npos);
}

TEST(Pass, without_a_script_the_task_waits_and_is_taken_when_there_is_one) {
  Workshop shop;
  const std::int64_t id = shop.task("Новый");
  EXPECT_TRUE(shop.pass().all_well()) << "waiting for a script is no failure";
  EXPECT_EQ(shop.row(id).status, "PROCESSING");
  EXPECT_EQ(shop.row(id).error_reason, "NO_SCRIPT_FOUND");
  EXPECT_NE(shop.row(id).error_detail.find("clients/distributors/Новый/processing.lua"), std::string::npos);
  shop.script("новый", "echo x > \"$D.csv\"");  // the folder's name is folded
  shop.pass();
  EXPECT_EQ(shop.row(id).status, "CREATED");
}

TEST(Pass, a_script_for_the_report_type_goes_before_the_general_one) {
  Workshop shop;
  shop.script("А", "echo general > \"$D.csv\"");
  shop.script("А", "echo special > \"$D.csv\"", "processing_sales.lua");
  const std::int64_t id = shop.task("А");
  shop.pass();
  EXPECT_EQ(TemporaryFolder::read(shop.row(id).report_path), "special\n");
}

TEST(Pass, a_script_that_makes_nothing_is_told_so) {
  Workshop shop;
  shop.script("А", "true");
  const std::int64_t id = shop.task("А");
  EXPECT_FALSE(shop.pass().all_well());
  EXPECT_EQ(shop.row(id).status, "ERROR");
  EXPECT_EQ(shop.row(id).error_reason, "NO_OUTPUT_FILE");
  EXPECT_NE(shop.row(id).error_detail.find("task:report"), std::string::npos);
}

TEST(Pass, a_failing_script_leaves_its_code_and_its_own_sentence) {
  Workshop shop;
  shop.script("А",
              "echo '{\"ok\":false,\"error\":{\"code\":\"data_rejected\",\"message\":\"no header\",\"hint\":\"look\","
              "\"where\":\"in.csv, row 3\",\"traceback\":\"stack\"}}' >&3; exit 4");
  const std::int64_t id = shop.task("А");
  const PassResult result = shop.pass();
  EXPECT_EQ(shop.row(id).error_reason, "RETURN_CODE_4");
  EXPECT_EQ(shop.row(id).error_detail, "in.csv, row 3: no header (look)");
  EXPECT_EQ(result.rows[0].run->traceback, "stack");
  EXPECT_EQ(result.rows[0].run->exit_code, 4);
}

TEST(Pass, a_script_ended_by_a_signal_says_which) {
  Workshop shop;
  shop.script("А", "kill -9 $$");
  const std::int64_t id = shop.task("А");
  shop.pass();
  EXPECT_EQ(shop.row(id).error_reason, "RETURN_CODE_137");
  EXPECT_NE(shop.row(id).error_detail.find("SIGKILL"), std::string::npos);
}

TEST(Pass, an_outcome_of_garbage_or_gigabytes_does_no_harm) {
  Workshop shop;
  shop.script("А", "head -c 20000000 /dev/zero >&3; exit 9");
  shop.script("Б", "echo '{\"ok\":[[[' >&3; exit 9");
  const std::int64_t a = shop.task("А"), b = shop.task("Б");
  shop.pass();
  EXPECT_EQ(shop.row(a).error_reason, "RETURN_CODE_9");
  EXPECT_EQ(shop.row(b).error_reason, "RETURN_CODE_9");
}

TEST(Pass, at_the_time_limit_the_script_and_the_child_it_left_behind_are_gone) {
  Workshop shop;
  shop.config.limits.time = 300'000;
  const std::string pid_file = shop.folder.path("pid");
  // Forked twice, in a session of its own, deaf to SIGTERM.
  shop.script("А", "(setsid sh -c 'trap \"\" TERM; echo $$ > \"" + pid_file +
                       "\"; while :; do sleep 0.05; done' &)\n"
                       "trap '' TERM; while :; do sleep 0.05; done");
  const std::int64_t id = shop.task("А");
  shop.pass();
  EXPECT_EQ(shop.row(id).status, "ERROR");
  EXPECT_EQ(shop.row(id).error_reason, "TIMEOUT");
  EXPECT_NE(shop.row(id).error_detail.find("0.3 s"), std::string::npos) << shop.row(id).error_detail;
  const int grandchild = std::stoi(TemporaryFolder::read(pid_file));
  EXPECT_NE(::kill(grandchild, 0), 0) << "the grandchild is alive";
}

TEST(Pass, a_child_left_behind_by_a_script_that_ended_well_is_gone_too) {
  Workshop shop;
  const std::string pid_file = shop.folder.path("pid");
  shop.script("А", "echo x > \"$D.csv\"; (setsid sh -c 'echo $$ > \"" + pid_file + ".n\"; mv \"" + pid_file +
                       ".n\" \"" + pid_file + "\"; sleep 100' &); while [ ! -e \"" + pid_file +
                       "\" ]; do sleep 0.01; done");
  const std::int64_t id = shop.task("А");
  shop.pass();
  EXPECT_EQ(shop.row(id).status, "CREATED");
  EXPECT_NE(::kill(std::stoi(TemporaryFolder::read(pid_file)), 0), 0);
}

TEST(Pass, a_script_asked_to_stop_may_say_where_it_was) {
  Workshop shop;
  shop.config.limits.time = 200'000;
  shop.config.limits.grace = 10'000'000;
  shop.script(
      "А",
      "trap 'echo \"{\\\"ok\\\":false,\\\"error\\\":{\\\"code\\\":\\\"cancelled\\\",\\\"message\\\":\\\"stopped\\\","
      "\\\"where\\\":\\\"processing.lua:7\\\"}}\" >&3; exit 1' TERM; while :; do sleep 0.02; done");
  const std::int64_t id = shop.task("А");
  shop.pass();
  EXPECT_EQ(shop.row(id).error_reason, "TIMEOUT");
  EXPECT_NE(shop.row(id).error_detail.find("processing.lua:7"), std::string::npos) << shop.row(id).error_detail;
}

TEST(Pass, a_source_that_is_gone_is_deleted_and_one_that_is_open_is_locked) {
  Workshop shop;
  shop.script("А", "echo x > \"$D.csv\"");
  const std::int64_t gone = shop.task("А", "none.csv");
  shop.folder.write("open.xlsx", "x");
  shop.folder.write("~$open.xlsx", "x");
  const std::int64_t open = shop.task("А", "open.xlsx");
  shop.pass();
  EXPECT_EQ(shop.row(gone).status, "DELETE");
  EXPECT_EQ(shop.row(open).status, "ERROR");
  EXPECT_EQ(shop.row(open).error_reason, "LOCKED");
  EXPECT_NE(shop.row(open).error_detail.find("~$open.xlsx"), std::string::npos);
  ASSERT_TRUE(remove_file(shop.folder.path("~$open.xlsx")).ok());
  shop.pass();
  EXPECT_EQ(shop.row(open).status, "CREATED");
}

TEST(Pass, a_run_has_limits_of_files_processor_time_and_core_dumps) {
  Workshop shop;
  shop.config.limits.time = 10'000'000;
  shop.config.limits.grace = 0;
  shop.script("А", "ulimit -n > \"$D.csv\"; ulimit -t >> \"$D.csv\"; ulimit -c >> \"$D.csv\"");
  const std::int64_t id = shop.task("А");
  shop.pass();
  EXPECT_EQ(TemporaryFolder::read(shop.row(id).report_path),
            "1024\n" + std::to_string(70 * process::processor_count()) + "\n0\n");
}

TEST(Pass, a_source_whose_folder_is_gone_is_an_error_until_the_share_is_back) {
  Workshop shop;
  shop.script("А", "echo x > \"$D.csv\"");
  const std::int64_t id = shop.task("А", "share/november/in.csv");
  EXPECT_FALSE(shop.pass().all_well());
  EXPECT_EQ(shop.row(id).status, "ERROR");
  EXPECT_EQ(shop.row(id).error_reason, "LAUNCH_ERROR");
  EXPECT_NE(shop.row(id).error_detail.find(shop.folder.path("share/november")), std::string::npos);
  shop.folder.write("share/november/in.csv", "x");
  shop.pass();
  EXPECT_EQ(shop.row(id).status, "CREATED");
}

TEST(Pass, a_source_under_an_empty_root_is_an_error_and_under_a_filled_one_is_gone) {
  Workshop shop;
  shop.config.sources = {shop.folder.path("share")};
  shop.script("А", "echo x > \"$D.csv\"");
  std::filesystem::create_directories(shop.folder.path("share"));
  const std::int64_t id = shop.task("А", "share/in.csv");
  shop.pass();
  EXPECT_EQ(shop.row(id).status, "ERROR") << "an empty mount point";
  EXPECT_NE(shop.row(id).error_detail.find(shop.folder.path("share") + " is absent or empty"), std::string::npos);
  shop.folder.write("share/another.csv", "x");
  shop.pass();
  EXPECT_EQ(shop.row(id).status, "DELETE");
}

TEST(Pass, a_target_that_is_locked_keeps_the_draft_and_is_delivered_later) {
  Workshop shop;
  shop.script("А", "echo new > \"$D.csv\"");
  const std::int64_t id = shop.task("А");
  const std::string target = shop.folder.write("Данные на загрузку/А_id1_made.csv", "old");
  {
    const Descriptor holder(::open(target.c_str(), O_RDWR));
    ASSERT_EQ(::flock(holder.get(), LOCK_EX), 0);
    shop.pass();
    EXPECT_EQ(shop.row(id).status, "ERROR");
    EXPECT_EQ(shop.row(id).error_reason, "LOCKED");
    EXPECT_NE(shop.row(id).error_detail.find("2 tries"), std::string::npos) << shop.row(id).error_detail;
    EXPECT_EQ(shop.drafts().size(), 1u);
  }
  shop.pass();
  EXPECT_EQ(shop.row(id).status, "CREATED");
  EXPECT_EQ(TemporaryFolder::read(target), "old") << "nothing is overwritten";
  EXPECT_EQ(shop.row(id).report_path, shop.config.ready + "/А_id1_made_2.csv");
  EXPECT_TRUE(shop.drafts().empty());
}

TEST(Pass, the_same_report_again_counts_as_delivered) {
  Workshop shop;
  shop.script("А", "echo same > \"$D.csv\"");
  const std::int64_t id = shop.task("А");
  shop.pass();
  ASSERT_TRUE(shop.registry().retry(id).value());
  shop.pass();
  EXPECT_EQ(shop.row(id).status, "CREATED");
  EXPECT_EQ(shop.ready(), std::vector<std::string>{"А_id1_made.csv"});
  EXPECT_TRUE(shop.drafts().empty());
}

TEST(Pass, a_full_disk_is_no_space_and_leaves_nothing_half) {
  Workshop shop;
  ASSERT_TRUE(make_folders(shop.config.ready).ok());
  if (::mount("none", shop.config.ready.c_str(), "tmpfs", 0, "size=64k") != 0)
    GTEST_SKIP() << "a small tmpfs needs root";
  shop.script("А", "head -c 100000 /dev/zero > \"$D.csv\"");
  shop.script("Б", "head -c 1000 /dev/zero > \"$D.csv\"");
  const std::int64_t large = shop.task("А"), small = shop.task("Б");
  shop.pass();
  const Task large_row = shop.row(large), small_row = shop.row(small);
  const std::vector<std::string> ready = shop.ready();
  ::umount(shop.config.ready.c_str());
  EXPECT_EQ(large_row.error_reason, "NO_SPACE") << large_row.error_detail;
  EXPECT_EQ(small_row.status, "CREATED") << small_row.error_detail;
  EXPECT_EQ(ready, std::vector<std::string>{"Б_id2_made.csv"}) << "moved across two file systems";
  EXPECT_EQ(shop.drafts(), std::vector<std::string>{"А_id1_made.csv"}) << "kept for the next pass";
}

TEST(Pass, too_little_room_refuses_before_the_script_starts) {
  Workshop shop;
  shop.config.disk.bytes = std::uint64_t{1} << 60;
  shop.script("А", "touch \"" + shop.folder.path("started") + "\"");
  const std::int64_t id = shop.task("А");
  shop.pass();
  EXPECT_EQ(shop.row(id).error_reason, "NO_SPACE");
  EXPECT_FALSE(file_exists(shop.folder.path("started")));
}

TEST(Pass, a_name_with_no_room_for_a_suffix_is_path_too_long) {
  Workshop shop;
  shop.script("А", "D=\"$TASK_DRAFTS/А_id${TASK_ID}_\"; N=$(printf 'n%.0s' $(seq 1 244)); echo new > \"$D$N.csv\"");
  const std::int64_t id = shop.task("А");
  shop.folder.write("Данные на загрузку/А_id1_" + std::string(244, 'n') + ".csv", "old");
  shop.pass();
  EXPECT_EQ(shop.row(id).error_reason, "PATH_TOO_LONG") << shop.row(id).error_detail;
}

TEST(Pass, a_program_that_cannot_be_started_is_a_launch_error) {
  Workshop shop;
  shop.script("А", "true");
  const std::int64_t id = shop.task("А");
  PassOptions options;
  options.program = "/no/such/binary";
  ASSERT_TRUE(run_pass(shop.config, options, shop.clock).ok());
  EXPECT_EQ(shop.row(id).status, "ERROR");
  EXPECT_EQ(shop.row(id).error_reason, "LAUNCH_ERROR");
  EXPECT_NE(shop.row(id).error_detail.find("/no/such/binary"), std::string::npos) << shop.row(id).error_detail;
}

TEST(Pass, a_name_of_quotes_newlines_emoji_and_255_bytes_goes_through) {
  Workshop shop;
  shop.script("А", "cat \"$TASK_FILE\" > \"$D.csv\"");
  std::vector<std::int64_t> ids;
  for (const std::string& name : {std::string("it's \"q\" $(touch x) ;.csv"), std::string("two\nlines.csv"),
                                  std::string("🚀 отчёт.csv"), std::string(251, 'n') + ".csv"}) {
    shop.folder.write(name, "content of " + name);
    ids.push_back(shop.task("А", name));
    shop.folder.write("in.csv", "");
  }
  shop.pass();
  for (const std::int64_t id : ids) {
    const Task row = shop.row(id);
    EXPECT_EQ(row.status, "CREATED") << row.error_detail;
    EXPECT_EQ(TemporaryFolder::read(row.report_path), "content of " + row.file_path);
  }
}

TEST(Pass, a_second_pass_at_the_same_time_says_busy_and_does_nothing) {
  Workshop shop;
  shop.script("А", "echo x > \"$D.csv\"");
  const std::int64_t id = shop.task("А");
  auto other = LockFile::open(shop.config.lock_path());
  ASSERT_TRUE(other->try_lock(0).value());
  EXPECT_TRUE(shop.pass().busy);
  EXPECT_EQ(shop.row(id).status, "NEW");
}

TEST(Pass, a_task_whose_run_is_alive_is_left_alone) {
  Workshop shop;
  shop.script("А", "echo x > \"$D.csv\"");
  const std::int64_t id = shop.task("А");
  auto other = LockFile::open(shop.config.lock_path());
  ASSERT_TRUE(other->try_lock(id).value());
  const PassResult result = shop.pass();
  EXPECT_EQ(result.rows.at(0).note, "under way elsewhere");
  EXPECT_EQ(shop.row(id).status, "NEW");
}

TEST(Pass, a_died_run_is_taken_over) {
  Workshop shop;
  shop.script("А", "echo x > \"$D.csv\"");
  const std::int64_t id = shop.task("А");
  ASSERT_TRUE(shop.registry().claim(id, {1, "", ""}).value());  // and then nothing: its process is dead
  EXPECT_EQ(shop.row(id).status, "PROCESSING");
  shop.pass();
  EXPECT_EQ(shop.row(id).status, "CREATED");
  EXPECT_EQ(shop.registry().runs_of(id, 5)->at(1).state, "died");
}

TEST(Pass, a_server_that_loses_its_connections_does_not_cost_the_work_of_a_script) {
  testing::PostgresCluster& cluster = testing::PostgresCluster::shared();
  if (!cluster.running()) GTEST_SKIP() << cluster.why_not();
  Workshop shop(cluster.fresh_database());
  const std::string started = shop.folder.path("started"), go = shop.folder.path("go");
  shop.script("А",
              "touch \"" + started + "\"; while [ ! -e \"" + go + "\" ]; do sleep 0.01; done; echo x > \"$D.csv\"");
  const std::int64_t id = shop.task("А");
  std::thread breaker([&] {
    while (!file_exists(started)) shop.clock.sleep_microseconds(1000);
    EXPECT_TRUE(shop.registry()
                    .connection()
                    .query("SELECT pg_terminate_backend(pid)::text FROM pg_stat_activity WHERE datname = "
                           "current_database() AND pid <> pg_backend_pid()")
                    .ok());
    shop.folder.write("go", "");
  });
  EXPECT_THROW(shop.pass(), std::runtime_error) << "the pass cannot tell what became of its tasks";
  breaker.join();
  EXPECT_EQ(shop.row(id).status, "CREATED") << shop.row(id).error_detail;
  EXPECT_EQ(shop.registry().runs_of(id, 5)->size(), 1u);
  EXPECT_EQ(shop.ready().size(), 1u);
}

TEST(Pass, a_dry_run_tells_and_changes_nothing) {
  Workshop shop;
  shop.script("А", "echo x > \"$D.csv\"");
  PassOptions options;
  options.dry_run = true;
  ASSERT_TRUE(run_pass(shop.config, options, shop.clock).ok());
  EXPECT_FALSE(file_exists(shop.config.store));
  const std::int64_t id = shop.task("А"), gone = shop.task("А", "none.csv");
  const auto count = [&] {
    return std::distance(std::filesystem::recursive_directory_iterator(shop.folder.path()),
                         std::filesystem::recursive_directory_iterator());
  };
  const auto before = count();
  const auto result = run_pass(shop.config, options, shop.clock);
  ASSERT_TRUE(result.ok()) << result.error().text();
  EXPECT_EQ(count(), before);
  ASSERT_EQ(result->rows.size(), 2u);
  EXPECT_EQ(result->rows[0].note, "would run");
  EXPECT_EQ(result->rows[1].note, "would become DELETE");
  EXPECT_EQ(shop.row(id).status, "NEW");
  EXPECT_EQ(shop.row(gone).status, "NEW");
}

TEST(Pass, only_the_task_asked_for_runs) {
  Workshop shop;
  shop.script("А", "echo x > \"$D.csv\"");
  const std::int64_t first = shop.task("А"), second = shop.task("А");
  shop.pass(second);
  EXPECT_EQ(shop.row(first).status, "NEW");
  EXPECT_EQ(shop.row(second).status, "CREATED");
}

TEST(Pass, the_snapshot_lists_what_is_to_do_or_says_no_tasks) {
  Workshop shop;
  shop.pass();
  EXPECT_EQ(TemporaryFolder::read(shop.config.snapshot),
            "\xEF\xBB\xBFid;file_path;status;data_provider;report_year;report_month;client_name;report_type;uploaded_"
            "at;created_at;"
            "script\r\n;;NO_TASKS;;;;;;;;\r\n");
  shop.folder.write("a;b \"c\".csv", "x");
  shop.task("Б", "a;b \"c\".csv");
  shop.pass();
  const std::string text = TemporaryFolder::read(shop.config.snapshot);
  EXPECT_NE(text.find("1;\"a;b \"\"c\"\".csv\";NEW;Дистрибьютор;2025;12;Б;sales;"), std::string::npos) << text;
}

TEST(Pass, old_drafts_go_but_never_those_of_undelivered_tasks) {
  Workshop shop;
  const std::int64_t pending = shop.task("Нет скрипта");
  const std::string draft = "Итоговые отчёты/";
  shop.folder.write(draft + "x_id" + std::to_string(pending) + "_a.csv", "");
  shop.folder.write(draft + "x_id99_a.csv", "");
  shop.folder.write(draft + ".lunokhod-1-1.tmp", "");
  shop.pass();
  EXPECT_EQ(shop.drafts().size(), 3u) << "all are young";
  shop.config.cleanup = Cleanup::all;
  shop.pass();
  EXPECT_EQ(shop.drafts(), std::vector<std::string>{"x_id1_a.csv"});
}

TEST(Drafts, the_mark_in_a_name_says_whose_it_is) {
  EXPECT_TRUE(draft_belongs_to("A_id1_x.xlsx", 1));
  EXPECT_TRUE(draft_belongs_to("A_id1.xlsx", 1));
  EXPECT_TRUE(draft_belongs_to("A_id1-x", 1));
  EXPECT_TRUE(draft_belongs_to("A_id1", 1));
  EXPECT_FALSE(draft_belongs_to("A_id12_x.xlsx", 1));
  EXPECT_FALSE(draft_belongs_to("A_id1x.xlsx", 1));
  EXPECT_FALSE(draft_belongs_to("A_id12_from_id1_x.xlsx", 1)) << "the source's own name may hold a mark";
  EXPECT_TRUE(draft_belongs_to("North_id5_id12_x.xlsx", 12, "North_id5"));
  EXPECT_FALSE(draft_belongs_to("A_id99999999999999999999_x", 1));
}

TEST(RunLog, past_the_cap_head_and_tail_are_kept) {
  TemporaryFolder folder;
  auto log = RunLog::create(folder.path("a/b/run.log"), 1000);
  ASSERT_TRUE(log.ok());
  log->line("first");
  for (int i = 0; i < 1000; ++i) log->line(std::to_string(i));
  log->trim();
  log->line("last ё");
  EXPECT_EQ(log->tail(3), " ё\n") << "characters, not bytes";
  log->finish();
  const std::string text = TemporaryFolder::read(log->path());
  EXPECT_TRUE(text.starts_with("[lunokhod] first\n"));
  EXPECT_TRUE(text.ends_with("[lunokhod] last ё\n"));
  EXPECT_NE(text.find("bytes of output are left out"), std::string::npos);
  EXPECT_LT(text.size(), 1200u);
}

}  // namespace
}  // namespace lunokhod::engine
