// ods through the door. The whole content is read once, at opening: only then are the names of the sheets known.
#include "lunokhod/sheets/limits.hpp"
#include "ods/content_parser.hpp"
#include "readers.hpp"
#include "stored_reader.hpp"
#include "zip/archive.hpp"

namespace lunokhod::sheets {
namespace {

Result<std::unique_ptr<Reader>> read_content(xml::Window& window, std::uint64_t file_size) {
  auto pool = std::make_shared<TextPool>();
  const auto most = limits::kept_bytes(file_size);
  xlsx::TextStore texts(pool, most);
  auto document = TRY(ods::ContentParser(window, texts, most).parse());
  std::vector<std::string> warnings;
  if (!window.checksum_matches()) warnings.push_back("content.xml: the checksum is wrong, it was read all the same");
  return std::unique_ptr<Reader>(new StoredReader(Format::ods, pool, std::move(document), std::move(warnings)));
}

bool is_encrypted(const zip::Archive& archive) {
  const auto* manifest = archive.find("META-INF/manifest.xml");
  if (!manifest) return false;
  const auto text = archive.read(*manifest, limits::inflated_small_part);
  return text.ok() && text->find("encryption-data") != std::string::npos;
}

}  // namespace

Result<std::unique_ptr<Reader>> open_ods(const Content& content, const OpenOptions&) {
  if (!zip::looks_like_zip(content.bytes)) {  // one flat XML file
    auto flat = TRY(xml::Window::open(std::make_unique<zip::MemorySource>(std::string(content.bytes))));
    return read_content(flat, content.bytes.size());
  }
  const auto archive = TRY(zip::Archive::open(content.bytes));
  if (is_encrypted(archive))
    return Error{Code::encrypted, "the document is protected with a password",
                 "open it in LibreOffice and save it without one"};
  const auto* entry = archive.find("content.xml");
  if (!entry) return Error{Code::data_rejected, "the document has no content.xml", "save the file again"};
  auto source = TRY(zip::open_source(archive, *entry));
  auto window = TRY(xml::Window::open(std::move(source)));
  return read_content(window, content.bytes.size());
}

}  // namespace lunokhod::sheets
