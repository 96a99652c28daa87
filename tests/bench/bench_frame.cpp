// Frame verbs on 10 million rows against pandas doing the same on rows of the same make. Medians of several runs; the
// ratio is pandas' time over ours. Mapping is 200,000 × 20 source cells to 27 target columns.
//   bench_frame [ROWS] [RUNS] [VERB]   (one verb alone: without pandas)
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <functional>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "lunokhod/frame/derive.hpp"
#include "lunokhod/frame/filter.hpp"
#include "lunokhod/frame/group.hpp"
#include "lunokhod/frame/join.hpp"
#include "lunokhod/frame/mapping.hpp"
#include "lunokhod/frame/pivot.hpp"
#include "lunokhod/frame/sort.hpp"

using namespace lunokhod;

namespace {

template <class T>
T must(Result<T> result) {
  if (result.ok()) return *std::move(result);
  fmt::print(stderr, "bench_frame: {}\n", result.error().text());
  std::exit(1);
}

// Wall time is what a person waits for; processor time (of all threads) is what counts on a shared machine.
struct Cost {
  double wall = 0, processor = 0;
};

Cost median_of(int runs, const std::function<void()>& work) {
  std::vector<double> walls, processors;
  for (int i = 0; i < runs; ++i) {
    const auto start = std::chrono::steady_clock::now();
    const std::clock_t used = std::clock();
    work();
    walls.push_back(std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
    processors.push_back(static_cast<double>(std::clock() - used) / CLOCKS_PER_SEC);
  }
  std::sort(walls.begin(), walls.end());
  std::sort(processors.begin(), processors.end());
  return {walls[walls.size() / 2], processors[processors.size() / 2]};
}

Column whole(std::string name, std::size_t rows, std::uint64_t below, std::mt19937_64& random) {
  Column out;
  out.name = std::move(name);
  out.dtype = Dtype::integer;
  out.words.resize(rows);
  for (std::uint64_t& word : out.words) word = random() % below;
  out.valid.resize(rows, true);
  return out;
}

Column real(std::string name, std::size_t rows, std::mt19937_64& random) {
  Column out;
  out.name = std::move(name);
  out.dtype = Dtype::float_;
  out.words.resize(rows);
  for (std::uint64_t& word : out.words)
    word = std::bit_cast<std::uint64_t>(static_cast<double>(random() >> 11) * 0x1p-53);
  out.valid.resize(rows, true);
  return out;
}

// Rows as a sheet of sales has them: numbers, codes, dates as text, repeated words.
Frame source_rows(std::size_t rows, std::mt19937_64& random) {
  Frame out;
  const auto pool = std::make_shared<TextPool>();
  for (std::int32_t i = 0; i < 20; ++i) {
    Column column;
    column.name = "c" + std::to_string(i);
    column.source_column = i;
    if (i % 4 == 0) {
      column = real(column.name, rows, random);
      for (std::uint64_t& word : column.words)
        word = std::bit_cast<std::uint64_t>(static_cast<double>(random() % 10'000'000) / 100);
    } else {
      column.pool = pool;
      for (std::size_t row = 0; row < rows; ++row) {
        const std::uint64_t any = random();
        if (i % 4 == 1)
          column.push_text(fmt::format("{:02}.{:02}.20{:02}", any % 28 + 1, any / 28 % 12 + 1, any / 336 % 30));
        else if (i % 4 == 2)
          column.push_text(fmt::format("{:010}", any % 10'000'000'000));
        else
          column.push_text(fmt::format("{},{:02}", any % 100'000, any / 100'000 % 100));
      }
    }
    out.put(std::move(column));
  }
  return out;
}

Cost mapping_cost(int runs, std::mt19937_64& random) {
  const Frame source = source_rows(200'000, random);
  Template target{"template", {}};
  Mapping mapping;
  for (int i = 0; i < 27; ++i) {
    target.columns.push_back({"t" + std::to_string(i)});
    ColumnRule rule;
    rule.target = target.columns.back().name;
    if (i < 20) {
      rule.sources = {"c" + std::to_string(i)};
      if (i % 4 == 0) rule.dtype = Dtype::decimal;
      if (i % 4 == 1) rule.dtype = Dtype::date;
      if (i % 4 == 3) rule.dtype = Dtype::decimal;
    } else if (i < 23) {
      rule.value = "constant";
    } else {
      continue;
    }
    mapping.rules.push_back(rule);
  }
  return median_of(runs, [&] { must(map(source, target, mapping)); });
}

// From the script's lines "name wall processor".
std::map<std::string, Cost> pandas_costs(std::size_t rows, int runs) {
  std::map<std::string, Cost> out;
  const std::string command = fmt::format("/usr/bin/python3 tests/bench/frame_pandas.py {} {}", rows, runs);
  std::FILE* pipe = popen(command.c_str(), "r");
  char name[64];
  Cost cost;
  while (pipe && std::fscanf(pipe, "%63s %lf %lf", name, &cost.wall, &cost.processor) == 3) out[name] = cost;
  if (pipe) pclose(pipe);
  return out;
}

}  // namespace

int main(int count, char** words) {
  const std::size_t rows = count > 1 ? std::strtoull(words[1], nullptr, 10) : 10'000'000;
  const int runs = count > 2 ? std::atoi(words[2]) : 3;
  const std::string only = count > 3 ? words[3] : "";
  // A virtual machine gets its memory from its host at the first touch, which is slow and nobody's work: pandas, which
  // comes second, would find it there.
  std::vector<char>(rows * 300, 1);
  std::mt19937_64 random(1);
  std::vector<std::pair<std::string, Cost>> ours;
  const auto measure = [&](const std::string& name, const std::function<void()>& work) {
    if (only.empty() || only == name) ours.emplace_back(name, median_of(runs, work));
  };
  {
    Frame frame, lookup, wide;
    frame.put(real("x", rows, random));
    frame.put(real("y", rows, random));
    frame.put(whole("n", rows, 1000, random));
    frame.put(whole("k1", rows, 1000, random));
    frame.put(whole("k2", rows, 12, random));
    frame.put(whole("id", rows, 100'000, random));
    Column ids = whole("id", 100'000, 1, random);
    for (std::size_t i = 0; i < ids.size(); ++i) ids.words[i] = i;
    lookup.put(std::move(ids));
    lookup.put(real("price", 100'000, random));
    wide.put(whole("id", rows / 10, 100'000, random));
    for (int i = 0; i < 10; ++i) wide.put(real("m" + std::to_string(i), rows / 10, random));

    measure("filter", [&] { must(filter(frame, "x > 0.5 and n < 500")); });
    measure("derive", [&] { must(derive(frame, "z", "x * y + n")); });
    const std::string keys[] = {"k1", "k2"};
    const Aggregate aggregates[] = {{"s", "sum", "x"}, {"c", "count", ""}};
    measure("group", [&] { must(group(frame, keys, aggregates)); });
    const SortKey by_float{"x"}, by_keys[] = {{"k1"}, {"k2", true}};
    measure("sort_float", [&] { must(sort(frame, std::span(&by_float, 1))); });
    measure("sort_keys", [&] { must(sort(frame, by_keys)); });
    const JoinKey key{"id", ""};
    measure("join", [&] { must(join(frame, lookup, std::span(&key, 1))); });
    measure("pivot", [&] { must(pivot(frame, {{"k1"}, "k2", "x", "sum"})); });
    measure("unpivot", [&] { must(unpivot(wide, {{"id"}, {}})); });
  }
  const Cost mapping = only.empty() || only == "map" ? mapping_cost(runs, random) : Cost();
  const auto theirs = only.empty() ? pandas_costs(rows, runs) : std::map<std::string, Cost>();
  fmt::print("{:>12} {:>9} {:>8} {:>9} {:>12} {:>7} {:>12}\n", "verb", "wall, s", "ns/row", "cpu, s", "pandas wall",
             "ratio", "cpu ratio");
  for (const auto& [name, cost] : ours) {
    fmt::print("{:>12} {:>9.3f} {:>8.1f} {:>9.3f}", name, cost.wall, cost.wall * 1e9 / static_cast<double>(rows),
               cost.processor);
    const auto found = theirs.find(name);
    if (found != theirs.end())
      fmt::print(" {:>12.3f} {:>7.1f} {:>12.1f}", found->second.wall, found->second.wall / cost.wall,
                 found->second.processor / cost.processor);
    fmt::print("\n");
  }
  fmt::print("{:>12} {:>9.3f} {:>8} {:>9.3f}  200,000 x 20 to 27 columns: 10 decimals, 5 dates\n", "map", mapping.wall,
             "", mapping.processor);
}
