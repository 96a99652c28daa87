// A source frame becomes the template's columns.
#include "frame_builders.hpp"
#include "lunokhod/frame/mapping.hpp"

namespace lunokhod {
namespace {

using namespace testing;

ColumnRule from(std::string target, std::vector<std::string> sources) {
  ColumnRule rule;
  rule.target = std::move(target);
  rule.sources = std::move(sources);
  return rule;
}

TemplateColumn target(std::string name, std::optional<Dtype> dtype = {}) {
  TemplateColumn column;
  column.name = std::move(name);
  column.dtype = dtype;
  return column;
}

Template template_of(std::vector<TemplateColumn> columns) {
  return Template{"report_header.xlsx", std::move(columns)};
}

TEST(Map, the_result_has_exactly_the_templates_columns_in_its_order) {
  const Frame source = frame_of(texts("Клиент", {"А"}), texts("ИНН", {"0012345678"}), texts("лишнее", {"x"}));
  const auto frame = map(source, template_of({target("client_inn"), target("market"), target("client_inlaw")}),
                         {{from("client_inlaw", {"клиент"}), from("client_inn", {"инн"})}});
  ASSERT_TRUE(frame.ok()) << frame.error().text();
  EXPECT_EQ(frame->names(), (std::vector<std::string>{"client_inn", "market", "client_inlaw"}));
  EXPECT_EQ(shown(*frame, "client_inn"), Shown{"0012345678"});
  EXPECT_EQ(shown(*frame, "market"), Shown{"∅"});
  EXPECT_EQ(frame->origin().rows, std::vector<std::uint32_t>{2});
}

TEST(Map, without_a_rule_aliases_and_then_the_own_name_are_tried) {
  const Frame source = frame_of(texts("Город", {"Тверь"}), texts("TMS", {"Бинт"}));
  Template wanted = template_of({target("client_city"), target("tms")});
  wanted.columns[0].aliases = {"населённый пункт", "город"};
  const auto frame = map(source, wanted, {});
  ASSERT_TRUE(frame.ok()) << frame.error().text();
  EXPECT_EQ(shown(*frame, "client_city"), Shown{"Тверь"});
  EXPECT_EQ(shown(*frame, "tms"), Shown{"Бинт"});
}

TEST(Map, a_missing_source_column_is_an_error_with_the_nearest_names) {
  const Frame source = frame_of(texts("количество", {"1"}));
  const auto frame = map(source, template_of({target("amount")}), {{from("amount", {"количествo шт"})}});
  ASSERT_FALSE(frame.ok());
  EXPECT_EQ(frame.error().code, Code::not_found);
  EXPECT_NE(frame.error().message.find("target column \"amount\""), std::string::npos);
  EXPECT_NE(frame.error().hint.find("количество"), std::string::npos);
}

TEST(Map, an_optional_source_that_is_not_there_gives_nulls) {
  const Frame source = frame_of(texts("a", {"1", "2"}));
  ColumnRule rule = from("x", {"нет такой"});
  rule.optional = true;
  const auto frame = map(source, template_of({target("x", Dtype::decimal)}), {{rule}});
  ASSERT_TRUE(frame.ok()) << frame.error().text();
  EXPECT_EQ(shown(*frame, "x"), (Shown{"∅", "∅"}));
  EXPECT_EQ(frame->column(0).dtype, Dtype::decimal);
}

TEST(Map, a_name_that_fits_two_columns_lists_both_with_their_letters) {
  const Frame source = frame_of(texts("Клиент", {"1"}), texts("клиент ", {"2"}));
  const auto frame = map(source, template_of({target("x")}), {{from("x", {"КЛИЕНТ"})}});
  ASSERT_FALSE(frame.ok());
  EXPECT_EQ(frame.error().code, Code::ambiguous);
  EXPECT_NE(frame.error().message.find("(column A)"), std::string::npos);
  EXPECT_NE(frame.error().message.find("(column B)"), std::string::npos);
}

TEST(Map, a_rule_for_a_column_the_template_lacks_is_an_error) {
  const Frame source = frame_of(texts("a", {"1"}));
  const auto frame = map(source, template_of({target("client_inn")}), {{from("client_in", {"a"})}});
  ASSERT_FALSE(frame.ok());
  EXPECT_EQ(frame.error().code, Code::not_found);
  EXPECT_NE(frame.error().hint.find("client_inn"), std::string::npos);
}

TEST(Map, the_first_source_that_is_not_empty_wins_row_by_row) {
  const Frame source = frame_of(texts("код адреса", {"A1", std::nullopt, "  ", std::nullopt}),
                                floats("код контрагента", {7, 8, 9, std::nullopt}));
  const auto frame = map(source, template_of({target("id")}), {{from("id", {"код адреса", "код контрагента"})}});
  ASSERT_TRUE(frame.ok()) << frame.error().text();
  EXPECT_EQ(shown(*frame, "id"), (Shown{"A1", "8", "9", "∅"}));
}

TEST(Map, only_the_cell_that_was_taken_can_be_a_problem) {
  const Frame source = frame_of(texts("a", {"5", "x"}), texts("b", {"y", "6"}));
  const auto frame = map(source, template_of({target("n", Dtype::integer)}), {{from("n", {"a", "b"})}});
  ASSERT_TRUE(frame.ok());
  EXPECT_EQ(shown(*frame, "n"), (Shown{"5", "∅"}));
  ASSERT_EQ(frame->problems().count(), 1u);
  EXPECT_EQ(frame->problems().list()[0].cell, "A3");
}

TEST(Map, a_constant_fills_every_row) {
  const Frame source = frame_of(texts("a", {"1", "2"}));
  ColumnRule rule;
  rule.target = "filename_ish";
  rule.value = "in/file.xlsx";
  const auto frame = map(source, template_of({target("filename_ish")}), {{rule}});
  ASSERT_TRUE(frame.ok());
  EXPECT_EQ(shown(*frame, "filename_ish"), (Shown{"in/file.xlsx", "in/file.xlsx"}));
  rule.dtype = Dtype::integer;
  EXPECT_EQ(map(source, template_of({target("filename_ish")}), {{rule}}).error().code, Code::invalid_argument);
}

TEST(Map, an_expression_over_source_columns) {
  const Frame source =
      frame_of(MixedColumn("номер").number(17).text("А-18").column, dates("дата", {"31.01.2025", "01.02.2025"}));
  ColumnRule rule;
  rule.target = "naklad";
  rule.expression = "[номер] .. \" от \" .. text([дата], \"dd.mm.yyyy\")";
  const auto frame = map(source, template_of({target("naklad")}), {{rule}});
  ASSERT_TRUE(frame.ok()) << frame.error().text();
  EXPECT_EQ(shown(*frame, "naklad"), (Shown{"17 от 31.01.2025", "А-18 от 01.02.2025"}));
}

TEST(Map, replace_tables_compare_folded_and_null_is_looked_up_as_blank) {
  const Frame source = frame_of(texts("аптека.ру", {"Да", "НЕТ ", std::nullopt, "", "может быть"}));
  ColumnRule rule = from("market", {"аптека.ру"});
  rule.replace = {{"да", "Аптека.ру"}, {"нет", "Коммерция"}, {"", "Коммерция"}};
  auto frame = map(source, template_of({target("market")}), {{rule}});
  ASSERT_TRUE(frame.ok());
  EXPECT_EQ(shown(*frame, "market"), (Shown{"Аптека.ру", "Коммерция", "Коммерция", "Коммерция", "может быть"}));
  rule.replace = {{"да", "Тендер"}};
  rule.otherwise = "Коммерция";
  frame = map(source, template_of({target("market")}), {{rule}});
  ASSERT_TRUE(frame.ok());
  EXPECT_EQ(shown(*frame, "market"), (Shown{"Тендер", "Коммерция", "Коммерция", "Коммерция", "Коммерция"}));
}

TEST(Map, a_function_sees_texts_and_its_error_tells_the_row) {
  const Frame source = frame_of(texts("a", {"x", std::nullopt}), floats("b", {5, 6}));
  ColumnRule rule = from("joined", {"a", "b"});
  rule.function = [](const std::vector<std::optional<std::string>>& in) -> Result<std::optional<std::string>> {
    if (!in[0]) return std::optional<std::string>();
    return std::optional(*in[0] + *in[1]);
  };
  auto frame = map(source, template_of({target("joined")}), {{rule}});
  ASSERT_TRUE(frame.ok()) << frame.error().text();
  EXPECT_EQ(shown(*frame, "joined"), (Shown{"x5", "∅"}));
  rule.function = [](const auto&) -> Result<std::optional<std::string>> { return Error{Code::script, "no"}; };
  frame = map(source, template_of({target("joined")}), {{rule}});
  ASSERT_FALSE(frame.ok());
  EXPECT_EQ(frame.error().where, "sales.xlsx, sheet Plan, row 2");
}

TEST(Map, a_text_target_with_a_format_is_a_date_written_that_way) {
  const Frame source = frame_of(MixedColumn("день")
                                    .date("31.12.2025")
                                    .text("Jan 31 2025 12:00AM")
                                    .text("янв 31 2025")
                                    .number(45688)
                                    .text("вчера")
                                    .column);
  ColumnRule rule = from("period", {"день"});
  rule.format = "dd.mm.yyyy";
  const auto frame = map(source, template_of({target("period")}), {{rule}});
  ASSERT_TRUE(frame.ok());
  EXPECT_EQ(shown(*frame, "period"), (Shown{"31.12.2025", "31.01.2025", "31.01.2025", "31.01.2025", "∅"}));
  ASSERT_EQ(frame->problems().count(), 1u);
  const Problem& problem = frame->problems().list()[0];
  EXPECT_EQ(problem.text(), "sales.xlsx, sheet Plan, cell A6, column \"period\": \"вчера\" is not a date");
}

TEST(Map, a_date_target_with_a_format_stays_a_date_and_carries_the_format) {
  const Frame source = frame_of(texts("день", {"31.12.2025"}));
  ColumnRule rule = from("period", {"день"});
  rule.dtype = Dtype::date;
  rule.format = "dd.mm.yyyy";
  const auto frame = map(source, template_of({target("period")}), {{rule}});
  ASSERT_TRUE(frame.ok());
  EXPECT_EQ(frame->column(0).dtype, Dtype::date);
  EXPECT_EQ(frame->column(0).format, "dd.mm.yyyy");
}

TEST(Map, a_null_in_a_required_column_is_a_problem_and_a_misfit_is_told_once) {
  const Frame source = frame_of(texts("инн", {"7701", std::nullopt, " ", "x"}));
  Template wanted = template_of({target("client_inn", Dtype::integer)});
  wanted.columns[0].required = true;
  const auto frame = map(source, wanted, {{from("client_inn", {"инн"})}});
  ASSERT_TRUE(frame.ok());
  std::vector<std::string> cells;
  for (const Problem& problem : frame->problems().list()) cells.push_back(problem.cell);
  EXPECT_EQ(cells, (std::vector<std::string>{"A5", "A3", "A4"}));
}

TEST(Map, source_names_are_those_of_rules_and_expressions) {
  Mapping mapping{{from("a", {"x", "y"})}};
  ColumnRule rule;
  rule.target = "b";
  rule.expression = "x .. [номер]";
  mapping.rules.push_back(rule);
  EXPECT_EQ(mapping.source_names(), (std::vector<std::string>{"x", "y", "номер"}));
}

TEST(Map, a_rule_says_one_way_only) {
  ColumnRule rule = from("a", {"x"});
  rule.value = "1";
  const auto frame = map(frame_of(texts("x", {"1"})), template_of({target("a")}), {{rule}});
  ASSERT_FALSE(frame.ok());
  EXPECT_EQ(frame.error().code, Code::invalid_argument);
}

TEST(Map, a_frame_without_rows_maps_to_a_frame_without_rows) {
  const Frame source = frame_of(texts("x", {}));
  const auto frame = map(source, template_of({target("a", Dtype::decimal), target("b")}), {{from("a", {"x"})}});
  ASSERT_TRUE(frame.ok()) << frame.error().text();
  EXPECT_EQ(frame->height(), 0u);
  EXPECT_EQ(frame->width(), 2u);
}

}  // namespace
}  // namespace lunokhod
