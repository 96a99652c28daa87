#include <gtest/gtest.h>

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

}  // namespace
}  // namespace lunokhod::sheets
