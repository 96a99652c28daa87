#include "lunokhod/engine/config.hpp"

#include <gtest/gtest.h>

namespace lunokhod::engine {
namespace {

Value::Map map(std::initializer_list<std::pair<const std::string, Value>> members) {
  return Value::Map(members);
}

TEST(Config, an_empty_table_gives_the_usual_values) {
  for (const Value& empty : {Value(Value::Map{}), Value(Value::List{})}) {
    const auto config = config_from(empty, "/w");
    ASSERT_TRUE(config.ok()) << config.error().text();
    EXPECT_EQ(config->store, "/w/registry.sqlite");
    EXPECT_EQ(config->drafts, "/w/Итоговые отчёты");
    EXPECT_EQ(config->ready, "/w/Данные на загрузку");
    EXPECT_EQ(config->limits.time, 30LL * 60 * 1'000'000);
    EXPECT_EQ(config->providers.at("Сеть"), "nets");
    EXPECT_EQ(config->lock_path(), "/w/registry.sqlite.lock");
  }
}

TEST(Config, what_is_said_is_taken) {
  const auto config = config_from(
      Value(
          map({{"store", "postgres://a:b@h/d"},
               {"jobs", 3},
               {"sources", Value::List{"inbox", "/mnt/share"}},
               {"time_limit", "5m"},
               {"per_client", map({{"Client_01", map({{"time_limit", 0.5}})}})},
               {"delivery", map({{"tries", 2}, {"pause", "1s"}})},
               {"cleanup", map({{"strategy", "all"}})},
               {"environment", map({{"allow", Value::List{"PVZ_ID"}}, {"values", map({{"N", 7}, {"YES", true}})}})}})),
      "/w");
  ASSERT_TRUE(config.ok()) << config.error().text();
  EXPECT_EQ(config->store, "postgres://a:b@h/d");
  EXPECT_EQ(config->sources, (std::vector<std::string>{"/w/inbox", "/mnt/share"}));
  EXPECT_EQ(config->lock_path(), "/w/.lunokhod/tasks.lock");
  EXPECT_EQ(config->limits_of("Client_02").time, 300'000'000);
  EXPECT_EQ(config->limits_of("Client_01").time, 500'000);
  EXPECT_EQ(config->limits_of("Client_01").memory, config->limits.memory) << "what a client does not say is general";
  EXPECT_EQ(config->delivery.tries, 2);
  EXPECT_EQ(config->cleanup, Cleanup::all);
  EXPECT_EQ(config->environment_allow, std::vector<std::string>{"PVZ_ID"});
  EXPECT_EQ(config->environment_values.at("N"), "7");
}

TEST(Config, an_unknown_key_names_the_nearest) {
  const auto refused = config_from(Value(map({{"time_limt", "5m"}})), "/w");
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().code, Code::configuration);
  EXPECT_NE(refused.error().text().find("time_limit"), std::string::npos) << refused.error().text();
  const auto inside = config_from(Value(map({{"delivery", map({{"trys", 3}})}})), "/w");
  EXPECT_NE(inside.error().text().find("delivery.trys"), std::string::npos) << inside.error().text();
}

TEST(Config, a_wrong_value_says_what_is_wanted) {
  const std::pair<const char*, Value> wrong[] = {
      {"store", Value(5)},
      {"jobs", Value(-1)},
      {"jobs", Value("two")},
      {"time_limit", Value("soon")},
      {"memory_limit", "many"},
      {"providers", Value("x")},
      {"cleanup", map({{"strategy", "never"}})},
      {"delivery", Value(true)},
      {"drafts", "Данные на загрузку"},
      {"per_client", map({{"A", map({{"x", 1}})}})},
  };
  for (const auto& [key, value] : wrong) {
    const auto refused = config_from(Value(map({{key, value}})), "/w");
    ASSERT_FALSE(refused.ok()) << key;
    EXPECT_EQ(refused.error().code, Code::configuration) << key;
  }
  EXPECT_FALSE(config_from(Value("text"), "/w").ok());
}

}  // namespace
}  // namespace lunokhod::engine
