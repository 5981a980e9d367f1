// The unit tests as scripts/mutate runs them: by number, in the order asked for, until the first that fails.
//   tests reach         each test by itself: its number, milliseconds, the functions it came to, its name
//   tests run N:MS...   these tests, none for longer than so many milliseconds of the processor
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#define DOCTEST_CONFIG_IMPLEMENT
#include <doctest/doctest.h>

// The change that is to be made; tables are filled by it before main().
int totsugo_mutant = 0;
[[gnu::constructor(101)]] static void choose() {
  if (const char* number = std::getenv("TOTSUGO_MUTANT"))
    totsugo_mutant = std::atoi(number);  // NOLINT(bugprone-unchecked-string-to-number-conversion)
}
constexpr size_t kMostFunctions = 4096;
unsigned char totsugo_reached[kMostFunctions];

namespace {

std::string name_now;

struct Names : doctest::IReporter {
  explicit Names(const doctest::ContextOptions&) {}
  void test_case_start(const doctest::TestCaseData& t) override { name_now = t.m_name; }
  void report_query(const doctest::QueryData&) override {}
  void test_run_start() override {}
  void test_run_end(const doctest::TestRunStats&) override {}
  void test_case_reenter(const doctest::TestCaseData&) override {}
  void test_case_end(const doctest::CurrentTestCaseStats&) override {}
  void test_case_exception(const doctest::TestCaseException&) override {}
  void subcase_start(const doctest::SubcaseSignature&) override {}
  void subcase_end() override {}
  void log_assert(const doctest::AssertData&) override {}
  void log_message(const doctest::MessageData&) override {}
  void test_case_skipped(const doctest::TestCaseData&) override {}
};
REGISTER_LISTENER("names", 1, Names);

bool run(int number) {
  doctest::Context one;
  one.setOption("first", number);
  one.setOption("last", number);
  one.setOption("abort-after", 1);
  one.setOption("order-by", "file");
  one.setOption("no-colors", true);
  one.setOption("minimal", true);
  return one.run() == 0;
}

// Each in a process of its own: what is worked out once in a process is then reached by each that needs it.
void reach() {
  for (int number = 1;; ++number) {
    const pid_t child = fork();
    if (child == 0) {
      const std::clock_t begun = std::clock();  // the processor's time: the machine may be busy
      const bool ok = run(number);
      const double ms = static_cast<double>(std::clock() - begun) * 1000 / CLOCKS_PER_SEC;
      if (name_now.empty()) std::_Exit(1);
      std::printf("TEST\t%d\t%.2f\t%d\t", number, ms, ok ? 1 : 0);
      for (size_t f = 1; f < kMostFunctions; ++f)
        if (totsugo_reached[f]) std::printf("%zu ", f);
      std::printf("\t%s\n", name_now.c_str());
      std::fflush(stdout);
      std::_Exit(0);
    }
    int status = 0;
    if (waitpid(child, &status, 0) != child || status != 0) return;  // no test of this number
  }
}

// A change may make a loop endless, or a list.
void bound_memory() {
  const rlimit bytes{rlim_t{4} << 30, rlim_t{4} << 30};
  setrlimit(RLIMIT_AS, &bytes);
  const rlimit none{0, 0};
  setrlimit(RLIMIT_CORE, &none);
}
void bound_time(int ms) {
  const itimerval once{{0, 0}, {ms / 1000, ms % 1000 * 1000}};
  setitimer(ITIMER_PROF, &once, nullptr);  // SIGPROF, which ends the program
}

}  // namespace

int main(int argc, char** argv) {
  if (argc == 2 && std::strcmp(argv[1], "reach") == 0) {
    reach();
    return 0;
  }
  bound_memory();
  for (int i = 2; i < argc; ++i) {
    int number = 0;
    int ms = 0;
    // NOLINTNEXTLINE(bugprone-unchecked-string-to-number-conversion)
    if (std::sscanf(argv[i], "%d:%d", &number, &ms) != 2) return 2;
    std::printf("RUN\t%d\n", number);
    std::fflush(stdout);
    bound_time(ms);
    if (!run(number)) return 1;
  }
  return 0;
}
