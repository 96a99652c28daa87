#include <gtest/gtest.h>

#include "frames.hpp"
#include "lunokhod/sheets/problems_workbook.hpp"
#include "python.hpp"
#include "temporary_folder.hpp"

namespace lunokhod::sheets {
namespace {

Problem problem_in(std::string cell) {
  Problem problem;
  problem.file = "январь.xlsx";
  problem.sheet = "План";
  problem.cell = std::move(cell);
  problem.column = "инн";
  problem.value = "=1+1";
  problem.wanted = "ten digits";
  problem.row = 7;
  return problem;
}

TEST(ProblemsWorkbook, lists_every_problem_with_its_address) {
  Problems problems;
  problems.add(problem_in("B7"));
  problems.add(problem_in(""));
  const Frame frame = problems_frame(problems);
  EXPECT_EQ(frame.names(), (std::vector<std::string>{"file", "sheet", "cell", "row", "column", "value", "wanted"}));
  ASSERT_EQ(frame.height(), 2u);
  EXPECT_EQ(frame.column(2).as_text(0), "B7");
  EXPECT_TRUE(frame.column(2).is_null(1));
  EXPECT_EQ(frame.column(3).as_integer(0), 7);
}

TEST(ProblemsWorkbook, says_how_many_it_does_not_list) {
  Problems problems;
  for (std::size_t i = 0; i < Problems::kept + 3; ++i) problems.add(problem_in("B7"));
  const Frame frame = problems_frame(problems);
  ASSERT_EQ(frame.height(), Problems::kept + 1);
  EXPECT_EQ(frame.column(6).as_text(Problems::kept), "and 3 more problems, not listed");
}

TEST(ProblemsWorkbook, is_a_workbook_that_openpyxl_reads) {
  testing::TemporaryFolder folder;
  Problems problems;
  problems.add(problem_in("B7"));
  ASSERT_TRUE(write_problems(folder.path("p.xlsx"), problems));
  const auto seen = testing::python(
      "import sys, openpyxl\nfor r in openpyxl.load_workbook(sys.argv[1])['Problems'].values: print(*r)",
      {folder.path("p.xlsx")});
  if (!seen) GTEST_SKIP() << "no openpyxl";
  EXPECT_EQ(*seen, "file sheet cell row column value wanted\nянварь.xlsx План B7 7 инн =1+1 ten digits\n");
}

TEST(MarkedSource, colours_and_annotates_the_cells_that_did_not_fit) {
  Column inn = testing::text_column("инн", {"77", "78", "oops"}),
         sum = testing::float_column("сумма", {1.0, std::nullopt, 3.0});
  inn.source_column = 1;
  sum.source_column = 4;
  Frame source = testing::frame_of(std::move(inn), std::move(sum));
  Origin origin;
  origin.sources = {std::make_shared<Source>(Source{"январь.xlsx", "План"})};
  origin.rows = {7, 9, 12};
  source.set_origin(std::make_shared<Origin>(origin));

  Problems problems;
  Problem bad = problem_in("B12"), empty = problem_in("E9"), elsewhere = problem_in("B12");
  bad.row = 12;
  empty.row = 9;
  empty.column = "amount";
  empty.wanted = "a number";
  elsewhere.row = 12;
  elsewhere.file = "другой.xlsx";
  for (const Problem& problem : {bad, empty, elsewhere}) problems.add(problem);

  testing::TemporaryFolder folder;
  ASSERT_TRUE(write_marked_source(folder.path("m.xlsx"), source, problems));
  const auto seen = testing::python(R"(
import sys, openpyxl
book = openpyxl.load_workbook(sys.argv[1])
for row in book['Source'].iter_rows():
    for c in row:
        if c.comment or c.fill.fill_type == 'solid': print(c.coordinate, c.value, c.fill.fgColor.rgb, c.comment.text, c.comment.author)
print(book['Problems'].max_row)
)",
                                    {folder.path("m.xlsx")});
  if (!seen) GTEST_SKIP() << "no openpyxl";
  EXPECT_EQ(*seen,
            "B3 None FFFFC7CE amount: wanted a number Lunokhod\nA4 oops FFFFC7CE инн: wanted ten digits Lunokhod\n4\n");
}

}  // namespace
}  // namespace lunokhod::sheets
