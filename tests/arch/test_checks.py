"""Tests that each check of this folder can fail, and that it gives no false alarms."""

import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
import check_includes  # noqa: E402
import check_language  # noqa: E402
import check_sizes  # noqa: E402
import check_tests  # noqa: E402
from invented_tree import TABLE, Tree  # noqa: E402
from test_documents import Documents, Versions  # noqa: E402, F401
from test_tools import Cppcheck, Tidy  # noqa: E402, F401


class SyntheticRoom(unittest.TestCase):
    """docs/microdata.en.md: a synthetic register is made from a release and nothing else."""

    def test_may_include_the_release_and_definitions_of_tables_only(self):
        rules = check_includes.read_rules(check_includes.text_of(check_includes.ROOT / "docs/architecture.md"))
        rule = next(rule for rule in rules if rule.name == "synthetic")
        self.assertEqual(rule.allowed, {"base", "model/extract.hpp", "aggregate/release/release.hpp"})
        self.assertEqual(rule.third_party, [])

    def test_names_neither_facts_nor_evidence(self):
        for path in sorted((check_includes.ROOT / "gateway/synthetic").iterdir()):
            for name in ("FactSet", "CaseFacts", "Evidence", "ReleaseParts", "model::Scheme", "store::"):
                self.assertNotIn(name, check_includes.text_of(path), path.name)


class Includes(Tree):
    def faults(self, name, text):
        self.write(name, text)
        return check_includes.check(self.root)

    def test_allows_own_folder_base_std_and_posix(self):
        text = '#include "net/a.hpp"\n#include "base/b.hpp"\n#include <vector>\n#include <unistd.h>\n'
        self.assertEqual(self.faults("gateway/net/a.cpp", text), [])

    def test_reports_an_include_of_another_stage_with_its_line(self):
        faults = self.faults("gateway/net/a.cpp", '#include "base/b.hpp"\n\n#include "extract/csv.hpp"\n')
        self.assertEqual(len(faults), 1)
        self.assertTrue(faults[0].startswith("gateway/net/a.cpp:3: "), faults)

    def test_refuses_base_including_a_stage(self):
        self.assertEqual(len(self.faults("gateway/base/a.hpp", '#include "net/a.hpp"\n')), 1)

    def test_allows_one_named_header_of_another_folder_only(self):
        self.assertEqual(self.faults("gateway/extract/a.cpp", '#include "net/http.hpp"\n'), [])
        self.assertEqual(len(self.faults("gateway/extract/a.cpp", '#include "net/server.hpp"\n')), 1)

    def test_allows_third_party_only_in_the_files_named(self):
        self.assertEqual(self.faults("gateway/net/tls_context.cpp", "#include <openssl/ssl.h>\n"), [])
        self.assertEqual(len(self.faults("gateway/net/session.cpp", "#include <openssl/ssl.h>\n")), 1)

    def test_refuses_third_party_in_a_header_and_unlisted_libraries(self):
        self.assertEqual(len(self.faults("gateway/net/a.hpp", "#include <zlib.h>\n")), 1)
        self.assertEqual(len(self.faults("gateway/net/a.hpp", "#include <curl/curl.h>\n")), 1)

    def test_refuses_relative_and_bare_paths(self):
        self.assertEqual(len(self.faults("gateway/net/a.cpp", '#include "../base/b.hpp"\n')), 1)
        self.assertEqual(len(self.faults("gateway/net/a.cpp", '#include "b.hpp"\n')), 1)

    def test_refuses_a_folder_missing_from_the_table(self):
        self.assertEqual(len(self.faults("gateway/extra/a.cpp", "")), 1)

    def test_refuses_a_file_beside_the_rooms_of_its_folder(self):
        self.rooms()
        self.assertEqual(len(self.faults("gateway/app/a.cpp", "")), 1)

    def rooms(self):
        self.write("docs/architecture.md", TABLE + "| `gateway/app/low` | x | base | – |\n"
                   "| `gateway/app/high` | x | base app/low | – |\n| `gateway/app/wide` | x | app/low app/high | – |\n")

    def test_allows_a_room_itself_and_the_rooms_of_its_row(self):
        self.rooms()
        text = '#include "app/high/b.hpp"\n#include "app/low/b.hpp"\n#include "base/b.hpp"\n'
        self.assertEqual(self.faults("gateway/app/high/a.cpp", text), [])

    def test_refuses_a_room_that_includes_a_higher_one(self):
        self.rooms()
        faults = self.faults("gateway/app/low/a.cpp", '\n#include "app/high/b.hpp"\n')
        self.assertEqual(len(faults), 1)
        self.assertTrue(faults[0].startswith('gateway/app/low/a.cpp:2: "app/high/b.hpp": '), faults)

    def test_refuses_a_room_of_another_folder_that_is_not_in_its_row(self):
        self.rooms()
        self.assertEqual(len(self.faults("gateway/extract/a.cpp", '#include "app/low/b.hpp"\n')), 1)

    def test_refuses_a_table_that_permits_a_cycle_of_rooms(self):
        self.write("docs/architecture.md", TABLE + "| `gateway/app/low` | x | app/high | – |\n"
                   "| `gateway/app/high` | x | app/low | – |\n")
        self.assertEqual(check_includes.check(self.root), [
            "docs/architecture.md: the table permits a cycle of rooms: app/high -> app/low -> app/high"])

    def test_refuses_a_cycle_of_units_that_no_header_closes(self):
        self.write("gateway/net/a.hpp", "")
        self.write("gateway/net/a.cpp", '#include "net/a.hpp"\n#include "net/b.hpp"\n')
        self.assertEqual(check_includes.check(self.root), [])
        self.write("gateway/net/c.hpp", '#include "net/a.hpp"\n')
        self.write("gateway/net/b.hpp", '#include "net/c.hpp"\n')
        self.assertEqual(check_includes.check(self.root), ["cycle of files: net/a -> net/b -> net/c -> net/a"])

    def test_refuses_a_cycle_through_a_generated_file(self):
        self.write("gateway/net/a.cpp.in", '#include "net/b.hpp"\n')
        self.assertEqual(self.faults("gateway/net/b.hpp", '#include "net/a.hpp"\n'),
                         ["cycle of files: net/a -> net/b -> net/a"])

    def test_reports_the_number_of_rooms_and_units(self):
        self.write("gateway/net/a.hpp", "")
        self.write("gateway/net/a.cpp", '#include "net/a.hpp"\n')
        self.assertIn("3 rooms, none among 1 units", check_includes.verdict(self.root))

    def test_refuses_a_document_without_table(self):
        self.write("docs/architecture.md", "nothing here")
        self.assertEqual(len(check_includes.check(self.root)), 1)


class Tests(Tree):
    def faults(self):
        return [fault.split(":")[0] for fault in check_tests.check(self.root)]

    def setUp(self):
        super().setUp()
        for name in ("gateway/app/cli/a.hpp", "gateway/aggregate/count/b.hpp", "gateway/net/c.hpp"):
            self.write(name, "")

    def test_refuses_headers_of_app_and_aggregate_that_no_test_includes(self):
        self.assertEqual(self.faults(), ["gateway/app/cli/a.hpp", "gateway/aggregate/count/b.hpp"])

    def test_accepts_headers_that_a_test_includes_itself_or_through_headers_of_tests(self):
        self.write("tests/unit/app/a_test.cpp", '#include "app/cli/a.hpp"\n#include "support/scene.hpp"\n')
        self.write("tests/support/scene.hpp", '#include "unit/app/more.hpp"\n')
        self.write("tests/unit/app/more.hpp", '#include "aggregate/count/b.hpp"\n')
        self.assertEqual(self.faults(), [])

    def test_does_not_count_benchmarks_other_headers_and_unused_ones(self):
        self.write("tests/bench/speed.cpp", '#include "app/cli/a.hpp"\n')
        self.write("tests/support/unused.hpp", '#include "app/cli/a.hpp"\n')
        self.write("gateway/net/d.cpp", '#include "app/cli/a.hpp"\n')
        self.write("tests/unit/app/a_test.cpp", '// #include "app/cli/a.hpp"\n#include "aggregate/count/b.hpp"\n')
        self.assertEqual(self.faults(), ["gateway/app/cli/a.hpp"])

    def test_is_part_of_the_check_of_includes(self):
        self.write("docs/architecture.md", TABLE + "| `gateway/app/cli` | x | base | – |\n"
                   "| `gateway/aggregate/count` | x | base | – |\n")
        self.assertEqual(len(check_includes.check(self.root)), 2)


def body(lines):
    return "{\n" + "  step();\n" * (lines - 2) + "}\n"


class Sizes(Tree):
    def lengths(self, source):
        return [length for _, length in check_sizes.cpp_functions(source)]

    def test_accepts_a_file_at_the_limit_and_refuses_one_line_more(self):
        self.write("a.cpp", "int x;\n" * 300)
        self.assertEqual(check_sizes.check(self.root), [])
        self.write("a.cpp", "int x;\n" * 301)
        self.assertEqual(len(check_sizes.check(self.root)), 1)

    def test_accepts_a_function_at_the_limit_and_refuses_one_line_more(self):
        self.write("a.cpp", "void f() " + body(60))
        self.assertEqual(check_sizes.check(self.root), [])
        self.write("a.cpp", "void f() " + body(61))
        self.assertIn("a.cpp:1: a function of 61 lines", check_sizes.check(self.root)[0])

    def test_finds_functions_of_every_shape(self):
        for head in ("auto A::f(int x) const noexcept -> std::vector<int> ", "A::A(int x) : x_(x), y_{x} ",
                     "TEST(A, B) ", "template <class T>\nvoid f(T&& t) ", "const auto f = [](int a) ",
                     "namespace n {\nstruct A {\n  void f() override "):
            self.assertIn(61, self.lengths(head + body(61)), head)

    def test_does_not_count_namespaces_types_and_tables_as_functions(self):
        for head in ("namespace a::b ", "struct A final : B ", "enum class E : std::uint8_t ", "constexpr T x[] = "):
            self.assertEqual(self.lengths(head + "{\n" + "1,\n" * 80 + "};\n"), [], head)

    def test_ignores_braces_in_literals_and_comments(self):
        source = 'void f() {\n  say("}"); // }\n  /* } */\n  say(R"x(}\n})x"); say(\'}\');\n}\n'
        self.assertEqual(self.lengths(source), [6])

    def test_measures_python_functions(self):
        self.write("a.py", "def f():\n" + "    x = 1\n" * 60)
        self.assertEqual(len(check_sizes.check(self.root)), 1)


class Language(Tree):
    def faults(self, name, text):
        self.write(name, text)
        return check_language.check(self.root)

    def test_accepts_clean_files(self):
        header = "// What it is for.\n#pragma once\nvoid f(int a, Mode mode);\nbool g();\n"
        self.assertEqual(self.faults("gateway/net/a_b.hpp", header), [])

    def test_refuses_each_forbidden_pattern(self):
        cases = [
            ("gateway/a.cpp", "int x;  // TO" + "DO later\n"),
            ("tests/unit/a.cpp", "std::this_thread::sleep_" + "for(1s);\n"),
            ("tests/integration/a.py", "time.sl" + "eep(1)\n"),
            ("tests/unit/a.cpp", "TEST(A, DIS" + "ABLED_B) {}\n"),
            ("certs/x.txt", "-----BEGIN PRIVATE KEY" + "-----\n"),
            ("deploy/demo", "cp a /ho" + "me/someone/b\n"),
            ("gateway/base/text_util.hpp", "// What.\n"),
            ("gateway/base/Text.hpp", "// What.\n"),
            ("gateway/base/text.hpp", "#pragma once\n"),
            ("gateway/base/text.hpp", "// What.\nvoid f(int a, bool strict = false);\n"),
        ]
        for name, text in cases:
            with self.subTest(name=name, text=text):
                self.assertEqual(len(self.faults(name, text)), 1)
            (self.root / name).unlink()

    def test_refuses_phrases_to_decipher_in_comments_messages_and_documents(self):
        for name, text in [
            ("gateway/a.cpp", 'auto s = "the code stan' + 'ds in line 2";\n'),
            ("docs/a.md", "The place where it sto" + "od at.\n"),
            ("gateway/a.cpp", "// The record as it stan" + "ds.\n"),
            ("docs/a.md", "Send it again men" + "ded.\n"),
            ("schemas/a.sql", "-- mapped an" + "ew\n"),
            ("docs/a.md", "No o" + "ne sees it.\n"),
            ("schemas/a.yaml", "a: It bea" + "rs a name.\n"),
            ("tests/a.py", "# what the audit tel" + "ls of it\n"),
            ("deploy/a.cmake", "# what it la" + "ys down\n"),
            ("docs/a.md", "It then goes on by it" + "self.\n"),
            ("docs/a.md", "The write came to noth" + "ing.\n"),
            ("docs/a.md", "A person and h" + "is case.\n"),
        ]:
            with self.subTest(text=text):
                self.assertEqual(len(self.faults(name, text)), 1)
            (self.root / name).unlink()

    def test_leaves_data_and_ordinary_words_alone(self):
        self.assertEqual(self.faults("mappings/a/b.yaml", "a: No o" + "ne\n"), [])
        self.assertEqual(self.faults("docs/a.md", "It stands on k persons; standing orders; Mendel; bearing.\n"), [])
        self.assertEqual(self.faults("docs/a.png", "men" + "d\n"), [])

    def test_a_benchmark_may_wait_and_a_link_may_hold_any_path(self):
        self.assertEqual(self.faults("tests/bench/a.py", "time.sl" + "eep(1)\n"), [])
        self.assertEqual(self.faults("README.md", "https://example.org" + "/work" + "/abc\n"), [])


if __name__ == "__main__":
    unittest.main()
