// ods through the door. The whole content is read once, at opening: only then are the names of the sheets known.
#include "lunokhod/sheets/limits.hpp"
#include "ods/content_parser.hpp"
#include "ods/encryption.hpp"
#include "readers.hpp"
#include "stored_reader.hpp"
#include "zip/archive.hpp"
#include "zip/inflater.hpp"

namespace lunokhod::sheets {
namespace {

Result<std::unique_ptr<Reader>> read_content(xml::Window& window, std::uint64_t file_size, bool has_checksum = false) {
  auto pool = std::make_shared<TextPool>();
  const auto most = limits::kept_bytes(file_size);
  xlsx::TextStore texts(pool, most);
  auto document = TRY(ods::ContentParser(window, texts, most).parse());
  std::vector<std::string> warnings;
  if (has_checksum && !window.checksum_matches())
    warnings.push_back("content.xml: the checksum is wrong, it was read all the same");
  return std::unique_ptr<Reader>(new StoredReader(Format::ods, pool, std::move(document), std::move(warnings)));
}

std::string manifest_of(const zip::Archive& archive) {
  const auto* manifest = archive.find("META-INF/manifest.xml");
  auto text = manifest ? archive.read(*manifest, limits::inflated_small_part) : std::string{};
  return text.ok() ? *std::move(text) : std::string{};
}

// An encrypted part is stored in the zip; what it deflates is inside.
Result<std::unique_ptr<Reader>> read_encrypted(const zip::Archive& archive, const zip::Entry& entry,
                                               const std::string& manifest, const std::string& password,
                                               std::uint64_t file_size) {
  const std::string_view encrypted = TRY(archive.packed(entry));
  const std::string deflated = TRY(ods::decrypt_content(manifest, encrypted, password));
  zip::Entry inside;
  inside.name = entry.name;
  inside.method = zip::method_deflated;
  auto inflater = TRY(zip::Inflater::open(inside, deflated, limits::inflated_part, archive.ledger()));
  auto window = TRY(xml::Window::open(std::make_unique<zip::InflateSource>(std::move(inflater))));
  return read_content(window, file_size);
}

}  // namespace

Result<std::unique_ptr<Reader>> open_ods(const Content& content, const OpenOptions& options) {
  if (!zip::looks_like_zip(content.bytes)) {  // one flat XML file
    auto flat = TRY(xml::Window::open(std::make_unique<zip::MemorySource>(std::string(content.bytes))));
    return read_content(flat, content.bytes.size());
  }
  const auto archive = TRY(zip::Archive::open(content.bytes, content.mapped));
  const auto* entry = archive.find("content.xml");
  if (!entry) return Error{Code::data_rejected, "the document has no content.xml", "save the file again"};
  if (const std::string manifest = manifest_of(archive); ods::is_encrypted(manifest))
    return read_encrypted(archive, *entry, manifest, options.password, content.bytes.size());
  auto source = TRY(zip::open_source(archive, *entry));
  auto window = TRY(xml::Window::open(std::move(source)));
  return read_content(window, content.bytes.size(), true);
}

}  // namespace lunokhod::sheets
