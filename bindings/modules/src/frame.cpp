// frame: tables of typed columns. Verbs give new frames; expressions are compiled to column operations; a Lua function
// is taken where an expression is, one call per row (the slow path).
#include "boxes.hpp"
#include "frame_parts.hpp"
#include "modules.hpp"

namespace lunokhod::lua {
namespace {

constexpr Function functions[] = {
    {"concat", frames::concat_all},
    {"from_rows", frames::from_rows},
    {"new", frames::make},
};

constexpr Function methods[] = {
    {"cast", frames::cast},
    {"check", frames::check},
    {"column", frames::column},
    {"concat", frames::concat},
    {"derive", frames::derive},
    {"distinct", frames::distinct},
    {"drop", frames::drop},
    {"dtypes", frames::dtypes},
    {"fill", frames::fill},
    {"fill_down", frames::fill_down},
    {"fill_up", frames::fill_up},
    {"filter", frames::filter},
    {"get", frames::get},
    {"group", frames::group},
    {"head", frames::head},
    {"height", frames::height},
    {"join", frames::join},
    {"map", frames::map},
    {"names", frames::names},
    {"pivot", frames::pivot},
    {"problems", frames::problems},
    {"rename", frames::rename},
    {"replace", frames::replace},
    {"rows", frames::rows},
    {"select", frames::select},
    {"slice", frames::slice},
    {"sort", frames::sort},
    {"split", frames::split},
    {"sql", frames::sql},
    {"tail", frames::tail},
    {"unpivot", frames::unpivot},
    {"width", frames::width},
    {"window", frames::window},
    {"write", frames::write},
    {"write_marked", frames::write_marked},
};

constexpr Function metamethods[] = {{"__len", frames::height}, {"__tostring", frames::to_text}};

}  // namespace

void push_frame_module(lua_State* L) {
  Box<FrameValue>::define_class(L, {methods, metamethods});
  push_functions(L, "frame", functions);
}

}  // namespace lunokhod::lua
