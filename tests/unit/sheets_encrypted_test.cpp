// Workbooks behind a password.
#include <gtest/gtest.h>

#include "biff_builder.hpp"
#include "office_encryptor.hpp"
#include "ole_builder.hpp"
#include "ooxml_builder.hpp"
#include "opened_sheet.hpp"

namespace lunokhod::sheets {
namespace {

using namespace lunokhod::testing;  // NOLINT: builders

std::string workbook() {
  std::string rows;
  for (int i = 1; i <= 300; ++i)
    rows += "<row r=\"" + std::to_string(i) + "\"><c r=\"A" + std::to_string(i) + "\"><v>" + std::to_string(i * 7919) +
            "</v></c></row>";
  return OoxmlBuilder().sheet("Plan", rows).bytes();
}

std::string (*const schemes[])(const std::string&, const std::string&) = {
    encrypt_standard,
    [](const std::string& package, const std::string& password) { return encrypt_agile(package, password); }};

TEST(EncryptedWorkbook, opens_with_its_password) {
  for (const auto scheme : schemes) {
    const auto bytes = scheme(workbook(), "пароль 1");
    OpenedSheet book(bytes, "пароль 1");
    EXPECT_EQ(book.at("A300"), "number:2375700");
    EXPECT_EQ(book.count(), 300u);
  }
}

TEST(EncryptedWorkbook, says_that_it_is_encrypted_without_a_password_or_with_a_wrong_one) {
  for (const auto scheme : schemes) {
    const auto bytes = scheme(workbook(), "secret");
    OpenedSheet without(bytes), wrong(bytes, "Secret");
    EXPECT_EQ(without.code(), Code::encrypted);
    EXPECT_EQ(wrong.code(), Code::encrypted);
    EXPECT_NE(without.error->message, wrong.error->message);
  }
}

TEST(EncryptedWorkbook, opens_by_itself_when_it_is_only_write_protected) {
  for (const auto scheme : schemes)
    EXPECT_EQ(OpenedSheet(scheme(workbook(), "VelvetSweatshop")).at("A1"), "number:7919");
}

TEST(EncryptedWorkbook, that_asks_for_years_of_hashing_is_refused) {
  const auto honest = encrypt_agile(workbook(), "secret", 10);
  auto bytes = honest;
  const auto at = bytes.find("spinCount=\"10\"");
  ASSERT_NE(at, std::string::npos);
  bytes.replace(at, 14, "spinCount=\"9E\"");
  EXPECT_NE(OpenedSheet(bytes, "secret").code(), std::nullopt);
}

TEST(EncryptedWorkbook, cut_anywhere_is_refused_or_read) {
  const auto bytes = encrypt_agile(workbook(), "secret", 10);
  for (std::size_t size = 512; size < bytes.size(); size += 509) OpenedSheet(bytes.substr(0, size), "secret");
}

std::string xls_stream(const std::string& file_pass) {
  std::string records;
  for (unsigned row = 0; row < 200; ++row)
    records += biff_record(0x0203, Bytes().u16(row).u16(0).u16(0).f64(row * 1.5).str());
  return biff8_stream({{"Plan", records}}, file_pass);
}

TEST(EncryptedXls, rc4_opens_with_its_password_or_the_default_one) {
  for (const auto* password : {"secret", "VelvetSweatshop"}) {
    const auto bytes = make_ole({{"Workbook", rc4_encrypt(xls_stream(rc4_file_pass(password)), password)}});
    OpenedSheet book(bytes, "secret");
    EXPECT_EQ(book.at("A200"), "number:298.5") << password;
    EXPECT_EQ(book.count(), 200u);
    EXPECT_EQ(book.reader->sheets()[0].name, "Plan");
  }
}

TEST(EncryptedXls, says_that_it_is_encrypted) {
  const auto rc4 = make_ole({{"Workbook", rc4_encrypt(xls_stream(rc4_file_pass("secret")), "secret")}});
  EXPECT_EQ(OpenedSheet(rc4).code(), Code::encrypted);
  EXPECT_EQ(OpenedSheet(rc4, "wrong").code(), Code::encrypted);
  const auto by_xor =
      make_ole({{"Workbook", xls_stream(biff_record(0x2F, Bytes().u16(0).u16(0x1234).u16(0x5678).str()))}});
  EXPECT_EQ(OpenedSheet(by_xor).code(), Code::encrypted);
}

}  // namespace
}  // namespace lunokhod::sheets
