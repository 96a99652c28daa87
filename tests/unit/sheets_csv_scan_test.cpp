// The scanner of csv on every set of instructions that it knows: all split alike.
#include <gtest/gtest.h>

#include <cstring>
#include <random>

#include "csv/bytes_to_utf8.hpp"
#include "csv/scan.hpp"

namespace lunokhod::sheets::csv {
namespace {

std::vector<Instructions> all_instructions() {
  std::vector<Instructions> found{Instructions::portable};
  if (fastest_instructions() != Instructions::portable) found.push_back(Instructions::sse2);
  if (fastest_instructions() == Instructions::avx2) found.push_back(Instructions::avx2);
  return found;
}

// Fields and ends of records, and all that the scanner tells besides; read in steps, as from blocks.
std::string split(std::string text, Instructions instructions, std::size_t step) {
  Scanner scanner;
  scanner.instructions = instructions;
  const std::size_t size = text.size();
  text.resize(size + 64, '"');  // what stands behind must not matter
  std::string out;
  Records records;
  for (std::size_t from = 0, end = std::min(step, size);; end = std::min(end + step, size)) {
    records.make_room(size);
    const std::size_t next = scanner.scan(text.data(), from, end, size, 0, end == size, records);
    std::size_t field = 0;
    for (const std::uint32_t stop : records.ends) {
      for (; field < stop; ++field) {
        const std::uint64_t word = records.fields[field];
        out += "[" + text.substr(word >> 24, word & 0xFFFFFF) + "]";
      }
      out += '\n';
    }
    from = next;
    if (end == size) break;
  }
  return out + std::to_string(scanner.line) + " " + std::to_string(scanner.unclosed_line) + " " +
         std::to_string(scanner.tails) + " " + std::to_string(scanner.tail_line);
}

TEST(CsvScan, every_set_of_instructions_splits_alike) {
  std::mt19937 random(7);
  constexpr std::string_view letters = "abя;;;\n\n\r\"\"= ";
  for (int round = 0; round < 3000; ++round) {
    std::string text(random() % 400, ' ');
    for (char& c : text) c = letters[random() % (round % 3 ? letters.size() : 7)];
    const std::size_t step = round % 2 ? 1000 : 1 + random() % 200;
    const std::string expected = split(text, Instructions::portable, step);
    for (const Instructions instructions : all_instructions())
      ASSERT_EQ(split(text, instructions, step), expected) << text;
  }
}

TEST(CsvScan, quotes_at_every_place_of_a_block_are_seen) {
  for (std::size_t at = 0; at < 140; ++at) {
    const std::string text = std::string(at, 'x') + ";\"a;\"\"b\n\";" + std::string(70, 'y') + "\nz";
    const std::string expected = "[" + std::string(at, 'x') + "][a;\"b\n][" + std::string(70, 'y') + "]\n[z]\n4 0 0 0";
    for (const Instructions instructions : all_instructions())
      EXPECT_EQ(split(text, instructions, 1000), expected) << at;
  }
}

TEST(CsvScan, bad_utf8_is_found_at_the_same_place_by_all) {
  std::mt19937 random(7);
  const std::string right = "Наименование; товара 茶 🍵 plain text and more of it; ";
  for (int round = 0; round < 2000; ++round) {
    std::string text;
    while (text.size() < 300) text += right.substr(0, round % 2 ? right.size() : 31);
    if (round % 5) text[random() % text.size()] = static_cast<char>(random());
    const std::size_t expected = valid_utf8_prefix(text, Instructions::portable);
    for (const Instructions instructions : all_instructions())
      ASSERT_EQ(valid_utf8_prefix(text, instructions), expected) << round;
  }
}

}  // namespace
}  // namespace lunokhod::sheets::csv
