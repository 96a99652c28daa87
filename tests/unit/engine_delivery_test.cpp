// Delivery that fails or dies half way: every report arrives once, whoever finishes it.
#include "lunokhod/engine/delivery.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/file.h>

#include <cstdlib>

#include "engine_workshop.hpp"
#include "lunokhod/platform/sha256.hpp"

namespace lunokhod::engine {
namespace {

using testing::TemporaryFolder;

// Two reports, under names of their own in every run.
constexpr const char* two_reports = "echo one > \"${D}_1_$$.csv\"; echo two > \"${D}_2_$$.csv\"";

TEST(Delivery, when_the_second_report_cannot_be_moved_the_first_is_not_delivered_again) {
  Workshop shop;
  shop.script("А", std::string(two_reports) + "; chattr +i \"${D}_2_$$.csv\" || exit 77");
  const std::int64_t id = shop.task("А");
  shop.pass();
  if (shop.row(id).error_reason == "RETURN_CODE_77") GTEST_SKIP() << "a file that cannot be moved needs root";
  EXPECT_EQ(shop.row(id).status, "ERROR");
  EXPECT_EQ(shop.row(id).error_reason, "LOCKED") << shop.row(id).error_detail;
  EXPECT_NE(shop.row(id).error_detail.find("the next pass delivers what is left"), std::string::npos);
  const std::vector<std::string> first = shop.ready();
  ASSERT_EQ(first.size(), 1u);
  EXPECT_EQ(shop.row(id).report_path, shop.config.ready + "/" + first[0]);
  ASSERT_TRUE(remove_file(shop.config.ready + "/" + first[0]).ok());  // as the program that loads reports does
  shop.pass();
  EXPECT_EQ(shop.row(id).status, "ERROR") << "still locked";
  ASSERT_EQ(shop.drafts().size(), 1u);
  ASSERT_EQ(std::system(("chattr -i '" + shop.config.drafts + "/" + shop.drafts()[0] + "'").c_str()), 0);
  shop.pass();
  EXPECT_EQ(shop.row(id).status, "CREATED") << shop.row(id).error_detail;
  ASSERT_EQ(shop.ready().size(), 1u) << "the first came twice";
  EXPECT_EQ(TemporaryFolder::read(shop.config.ready + "/" + shop.ready()[0]), "two\n");
  EXPECT_TRUE(shop.drafts().empty());
}

// A run that planned its delivery and died, on this machine or another.
class DiedDelivering {
 public:
  explicit DiedDelivering(Workshop& shop) : shop_(shop) {
    shop.script("А", "echo again > \"${D}_again.csv\"");
    id = shop.task("А");
    EXPECT_TRUE(make_folders(shop.config.ready).ok());
    EXPECT_TRUE(make_folders(shop.config.drafts).ok());
    draft = shop.config.drafts + "/А_id" + std::to_string(id) + "_first.csv";
    target = shop.config.ready + "/А_id" + std::to_string(id) + "_first.csv";
    shop.folder.write("Итоговые отчёты/" + std::string(file_name(draft)), "first\n");
    Registry registry = shop.registry();
    const Claim claim = registry.claim(id, {1, "", ""}).value().value();
    std::vector<Delivery> deliveries = {{0, draft, draft, target, sha256_of_file(draft).value()}};
    EXPECT_TRUE(registry.journal(claim.task, deliveries).value());
  }
  void on_another_machine() {
    EXPECT_TRUE(shop_.registry().connection().script("UPDATE lunokhod_runs SET host = 'another:/w'").ok());
  }

  std::int64_t id = 0;
  std::string draft, target;

 private:
  Workshop& shop_;
};

TEST(Delivery, that_cannot_be_finished_now_is_finished_later_and_not_made_anew) {
  Workshop shop;
  DiedDelivering run(shop);
  shop.folder.write("Данные на загрузку/" + std::string(file_name(run.target)), "of somebody else");
  {
    const Descriptor holder(::open(run.target.c_str(), O_RDWR));
    ASSERT_EQ(::flock(holder.get(), LOCK_EX), 0);
    shop.pass();
    EXPECT_EQ(shop.row(run.id).error_reason, "LOCKED") << shop.row(run.id).error_detail;
  }
  shop.pass();
  EXPECT_EQ(shop.row(run.id).status, "CREATED");
  EXPECT_EQ(shop.row(run.id).report_path, shop.config.ready + "/А_id1_first_2.csv");
}

TEST(Delivery, of_a_dead_run_of_this_machine_is_done_when_its_draft_is_gone) {
  Workshop shop;
  DiedDelivering run(shop);
  ASSERT_TRUE(remove_file(run.draft).ok());
  shop.pass();
  EXPECT_EQ(shop.row(run.id).status, "CREATED");
  EXPECT_TRUE(shop.ready().empty()) << "somebody has read it already";
}

TEST(Delivery, of_a_dead_run_of_another_machine_is_finished_when_its_files_are_seen_here) {
  for (const bool moved : {false, true}) {
    Workshop shop;
    DiedDelivering run(shop);
    run.on_another_machine();
    if (moved) {
      ASSERT_TRUE(move_file(run.draft, run.target).ok());
    }
    shop.pass();
    EXPECT_EQ(shop.row(run.id).status, "CREATED");
    EXPECT_EQ(shop.ready(), std::vector<std::string>{std::string(file_name(run.target))});
  }
}

TEST(Delivery, of_a_dead_run_of_another_machine_whose_files_are_not_seen_here_is_made_anew) {
  Workshop shop;
  DiedDelivering run(shop);
  run.on_another_machine();
  ASSERT_TRUE(remove_file(run.draft).ok());
  shop.pass();
  EXPECT_EQ(shop.row(run.id).status, "CREATED");
  EXPECT_EQ(shop.row(run.id).report_path, shop.config.ready + "/А_id1_made_again.csv");
  EXPECT_TRUE(shop.registry().ids_with_unfinished_delivery()->empty());
}

}  // namespace
}  // namespace lunokhod::engine
