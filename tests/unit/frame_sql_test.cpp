// Frames asked with SQL.
#include "frame_builders.hpp"
#include "lunokhod/frame/sql.hpp"

namespace lunokhod {
namespace {

using namespace testing;

Frame sales() {
  return frame_of(texts("код", {"A", "B", "A", std::nullopt}), integers("штук", {1, 2, 3, std::nullopt}),
                  decimals("цена", 2, {150, 275, 100, 1}),
                  dates("день", {"31.12.2025", std::nullopt, "01.02.2025", "01.01.2025"}));
}
Frame goods() {
  return frame_of(texts("код", {"B", "A"}), texts("Имя товара", {"Бинт", "Анальгин"}));
}

Result<Frame> asked(std::string_view query) {
  const Frame self = sales(), other = goods();
  const NamedFrame frames[] = {{"self", &self}, {"goods", &other}};
  return sql(frames, query);
}
Shown one(std::string_view query) {
  const auto out = asked(query);
  return out.ok() ? shown(out->column(0)) : Shown{"error: " + out.error().text()};
}

TEST(Sql, groups_orders_and_computes) {
  const auto out = asked(
      "select код, sum(штук * цена) as сумма, count(*) n from self where код is not null group by код order by 2 desc");
  ASSERT_TRUE(out.ok()) << out.error().text();
  EXPECT_EQ(out->names(), (std::vector<std::string>{"код", "сумма", "n"}));
  EXPECT_EQ(shown(*out, "код"), (Shown{"B", "A"}));
  EXPECT_EQ(shown(*out, "сумма"), (Shown{"5.5", "4.5"}));
  EXPECT_EQ(out->column(2).dtype, Dtype::integer);
}

TEST(Sql, several_frames_join_by_name) {
  EXPECT_EQ(one("select \"Имя товара\" from self join goods using (код) order by self.rowid"),
            (Shown{"Анальгин", "Бинт", "Анальгин"}));
  EXPECT_EQ(one("select count(*) from self a left join goods b on a.код = b.код where b.код is null"), Shown{"1"});
}

TEST(Sql, nulls_dates_and_constants_come_through) {
  EXPECT_EQ(one("select день from SELF order by rowid"), (Shown{"2025-12-31", "∅", "2025-02-01", "2025-01-01"}));
  EXPECT_EQ(one("select max(день) from self"), Shown{"2025-12-31"});
  EXPECT_EQ(one("select 1 union all select 2.5 order by 1"), (Shown{"1", "2.5"}));
  EXPECT_EQ(one("select 1 union all select 'x'"), (Shown{"1", "x"}));
  EXPECT_EQ(one("select штук from self where штук = '2'"), Shown{"2"});
  EXPECT_EQ(one("select код from self where код = 'a' collate nocase"), (Shown{"A", "A"}));
}

TEST(Sql, columns_of_one_name_are_numbered) {
  const auto out = asked("select код, код from goods");
  ASSERT_TRUE(out.ok());
  EXPECT_EQ(out->names(), (std::vector<std::string>{"код", "код_2"}));
}

TEST(Sql, only_reading_is_allowed) {
  for (std::string_view query :
       {"delete from self", "update self set штук = 1", "create table t(x)", "attach '/tmp/x.db' as x",
        "pragma database_list", "insert into self values (1)", "select load_extension('x')", "drop table self",
        "vacuum into '/tmp/x.db'", "select * from pragma_database_list"}) {
    const auto out = asked(query);
    EXPECT_FALSE(out.ok()) << query;
  }
  EXPECT_EQ(asked("create table t(x)").error().code, Code::denied);
}

TEST(Sql, mistakes_are_told) {
  EXPECT_NE(one("select нет from self")[0].find("no such column"), std::string::npos);
  EXPECT_NE(one("select 1; select 2")[0].find("one statement"), std::string::npos);
  EXPECT_NE(one("  ")[0].find("no statement"), std::string::npos);
  EXPECT_NE(one("selec 1")[0].find("syntax error"), std::string::npos);
}

TEST(Sql, equal_names_are_refused) {
  const Frame frame = sales();
  const NamedFrame frames[] = {{"a", &frame}, {"A", &frame}};
  EXPECT_EQ(sql(frames, "select 1").error().code, Code::ambiguous);
}

TEST(Sql, a_join_of_twenty_thousand_by_twenty_thousand_rows_is_looked_up) {
  Column a = integers("k", {}), b = integers("k", {});
  for (std::int64_t i = 0; i < 20'000; ++i) {
    a.push_integer(i * 3);
    b.push_integer(i * 2);
  }
  const Frame left = frame_of(std::move(a)), right = frame_of(std::move(b));
  const NamedFrame frames[] = {{"l", &left}, {"r", &right}};
  const auto out = sql(frames, "select count(*) from l join r on l.k = r.k");
  ASSERT_TRUE(out.ok());
  EXPECT_EQ(shown(out->column(0)), Shown{"6667"});
}

}  // namespace
}  // namespace lunokhod
