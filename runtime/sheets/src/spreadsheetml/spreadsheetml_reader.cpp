#include "lunokhod/sheets/limits.hpp"
#include "readers.hpp"
#include "spreadsheetml/parser.hpp"
#include "stored_reader.hpp"

namespace lunokhod::sheets {

Result<std::unique_ptr<Reader>> open_spreadsheetml(const Content& content, const OpenOptions&) {
  auto window = TRY(xml::Window::open(std::make_unique<zip::MemorySource>(std::string(content.bytes))));
  auto pool = std::make_shared<TextPool>();
  xlsx::TextStore texts(pool, limits::kept_bytes(content.bytes.size()));
  auto document = TRY(spreadsheetml::Parser(window, texts).parse());
  return std::unique_ptr<Reader>(new StoredReader(Format::spreadsheetml, pool, std::move(document)));
}

}  // namespace lunokhod::sheets
