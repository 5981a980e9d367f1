#include "core/tables/holidays.h"

namespace totsugo {
namespace {

// In 2020 and 2021 海の日, スポーツの日 and 山の日 were moved for the Olympic Games (平成27年法律第33号, as amended in 2018 and 2020).
constexpr HolidayRow kRows[] = {
    // 2020
    {CivilDate::of(2020, 1, 1), "元日"}, {CivilDate::of(2020, 1, 13), "成人の日"}, {CivilDate::of(2020, 2, 11), "建国記念の日"},
    {CivilDate::of(2020, 2, 23), "天皇誕生日"}, {CivilDate::of(2020, 2, 24), "振替休日"},
    {CivilDate::of(2020, 3, 20), "春分の日"}, {CivilDate::of(2020, 4, 29), "昭和の日"}, {CivilDate::of(2020, 5, 3), "憲法記念日"},
    {CivilDate::of(2020, 5, 4), "みどりの日"}, {CivilDate::of(2020, 5, 5), "こどもの日"}, {CivilDate::of(2020, 5, 6), "振替休日"},
    {CivilDate::of(2020, 7, 23), "海の日"}, {CivilDate::of(2020, 7, 24), "スポーツの日"}, {CivilDate::of(2020, 8, 10), "山の日"},
    {CivilDate::of(2020, 9, 21), "敬老の日"}, {CivilDate::of(2020, 9, 22), "秋分の日"}, {CivilDate::of(2020, 11, 3), "文化の日"},
    {CivilDate::of(2020, 11, 23), "勤労感謝の日"},
    // 2021
    {CivilDate::of(2021, 1, 1), "元日"}, {CivilDate::of(2021, 1, 11), "成人の日"}, {CivilDate::of(2021, 2, 11), "建国記念の日"},
    {CivilDate::of(2021, 2, 23), "天皇誕生日"}, {CivilDate::of(2021, 3, 20), "春分の日"},
    {CivilDate::of(2021, 4, 29), "昭和の日"}, {CivilDate::of(2021, 5, 3), "憲法記念日"},
    {CivilDate::of(2021, 5, 4), "みどりの日"}, {CivilDate::of(2021, 5, 5), "こどもの日"}, {CivilDate::of(2021, 7, 22), "海の日"},
    {CivilDate::of(2021, 7, 23), "スポーツの日"}, {CivilDate::of(2021, 8, 8), "山の日"}, {CivilDate::of(2021, 8, 9), "振替休日"},
    {CivilDate::of(2021, 9, 20), "敬老の日"}, {CivilDate::of(2021, 9, 23), "秋分の日"}, {CivilDate::of(2021, 11, 3), "文化の日"},
    {CivilDate::of(2021, 11, 23), "勤労感謝の日"},
    // 2022
    {CivilDate::of(2022, 1, 1), "元日"}, {CivilDate::of(2022, 1, 10), "成人の日"}, {CivilDate::of(2022, 2, 11), "建国記念の日"},
    {CivilDate::of(2022, 2, 23), "天皇誕生日"}, {CivilDate::of(2022, 3, 21), "春分の日"},
    {CivilDate::of(2022, 4, 29), "昭和の日"}, {CivilDate::of(2022, 5, 3), "憲法記念日"},
    {CivilDate::of(2022, 5, 4), "みどりの日"}, {CivilDate::of(2022, 5, 5), "こどもの日"}, {CivilDate::of(2022, 7, 18), "海の日"},
    {CivilDate::of(2022, 8, 11), "山の日"}, {CivilDate::of(2022, 9, 19), "敬老の日"}, {CivilDate::of(2022, 9, 23), "秋分の日"},
    {CivilDate::of(2022, 10, 10), "スポーツの日"}, {CivilDate::of(2022, 11, 3), "文化の日"},
    {CivilDate::of(2022, 11, 23), "勤労感謝の日"},
    // 2023
    {CivilDate::of(2023, 1, 1), "元日"}, {CivilDate::of(2023, 1, 2), "振替休日"}, {CivilDate::of(2023, 1, 9), "成人の日"},
    {CivilDate::of(2023, 2, 11), "建国記念の日"}, {CivilDate::of(2023, 2, 23), "天皇誕生日"},
    {CivilDate::of(2023, 3, 21), "春分の日"}, {CivilDate::of(2023, 4, 29), "昭和の日"}, {CivilDate::of(2023, 5, 3), "憲法記念日"},
    {CivilDate::of(2023, 5, 4), "みどりの日"}, {CivilDate::of(2023, 5, 5), "こどもの日"}, {CivilDate::of(2023, 7, 17), "海の日"},
    {CivilDate::of(2023, 8, 11), "山の日"}, {CivilDate::of(2023, 9, 18), "敬老の日"}, {CivilDate::of(2023, 9, 23), "秋分の日"},
    {CivilDate::of(2023, 10, 9), "スポーツの日"}, {CivilDate::of(2023, 11, 3), "文化の日"},
    {CivilDate::of(2023, 11, 23), "勤労感謝の日"},
    // 2024
    {CivilDate::of(2024, 1, 1), "元日"}, {CivilDate::of(2024, 1, 8), "成人の日"}, {CivilDate::of(2024, 2, 11), "建国記念の日"},
    {CivilDate::of(2024, 2, 12), "振替休日"}, {CivilDate::of(2024, 2, 23), "天皇誕生日"},
    {CivilDate::of(2024, 3, 20), "春分の日"}, {CivilDate::of(2024, 4, 29), "昭和の日"}, {CivilDate::of(2024, 5, 3), "憲法記念日"},
    {CivilDate::of(2024, 5, 4), "みどりの日"}, {CivilDate::of(2024, 5, 5), "こどもの日"}, {CivilDate::of(2024, 5, 6), "振替休日"},
    {CivilDate::of(2024, 7, 15), "海の日"}, {CivilDate::of(2024, 8, 11), "山の日"}, {CivilDate::of(2024, 8, 12), "振替休日"},
    {CivilDate::of(2024, 9, 16), "敬老の日"}, {CivilDate::of(2024, 9, 22), "秋分の日"}, {CivilDate::of(2024, 9, 23), "振替休日"},
    {CivilDate::of(2024, 10, 14), "スポーツの日"}, {CivilDate::of(2024, 11, 3), "文化の日"},
    {CivilDate::of(2024, 11, 4), "振替休日"}, {CivilDate::of(2024, 11, 23), "勤労感謝の日"},
    // 2025
    {CivilDate::of(2025, 1, 1), "元日"}, {CivilDate::of(2025, 1, 13), "成人の日"}, {CivilDate::of(2025, 2, 11), "建国記念の日"},
    {CivilDate::of(2025, 2, 23), "天皇誕生日"}, {CivilDate::of(2025, 2, 24), "振替休日"},
    {CivilDate::of(2025, 3, 20), "春分の日"}, {CivilDate::of(2025, 4, 29), "昭和の日"}, {CivilDate::of(2025, 5, 3), "憲法記念日"},
    {CivilDate::of(2025, 5, 4), "みどりの日"}, {CivilDate::of(2025, 5, 5), "こどもの日"}, {CivilDate::of(2025, 5, 6), "振替休日"},
    {CivilDate::of(2025, 7, 21), "海の日"}, {CivilDate::of(2025, 8, 11), "山の日"}, {CivilDate::of(2025, 9, 15), "敬老の日"},
    {CivilDate::of(2025, 9, 23), "秋分の日"}, {CivilDate::of(2025, 10, 13), "スポーツの日"},
    {CivilDate::of(2025, 11, 3), "文化の日"}, {CivilDate::of(2025, 11, 23), "勤労感謝の日"},
    {CivilDate::of(2025, 11, 24), "振替休日"},
    // 2026
    {CivilDate::of(2026, 1, 1), "元日"}, {CivilDate::of(2026, 1, 12), "成人の日"}, {CivilDate::of(2026, 2, 11), "建国記念の日"},
    {CivilDate::of(2026, 2, 23), "天皇誕生日"}, {CivilDate::of(2026, 3, 20), "春分の日"},
    {CivilDate::of(2026, 4, 29), "昭和の日"}, {CivilDate::of(2026, 5, 3), "憲法記念日"},
    {CivilDate::of(2026, 5, 4), "みどりの日"}, {CivilDate::of(2026, 5, 5), "こどもの日"}, {CivilDate::of(2026, 5, 6), "振替休日"},
    {CivilDate::of(2026, 7, 20), "海の日"}, {CivilDate::of(2026, 8, 11), "山の日"}, {CivilDate::of(2026, 9, 21), "敬老の日"},
    {CivilDate::of(2026, 9, 22), "国民の休日"}, {CivilDate::of(2026, 9, 23), "秋分の日"},
    {CivilDate::of(2026, 10, 12), "スポーツの日"}, {CivilDate::of(2026, 11, 3), "文化の日"},
    {CivilDate::of(2026, 11, 23), "勤労感謝の日"},
    // 2027
    {CivilDate::of(2027, 1, 1), "元日"}, {CivilDate::of(2027, 1, 11), "成人の日"}, {CivilDate::of(2027, 2, 11), "建国記念の日"},
    {CivilDate::of(2027, 2, 23), "天皇誕生日"}, {CivilDate::of(2027, 3, 21), "春分の日"},
    {CivilDate::of(2027, 3, 22), "振替休日"}, {CivilDate::of(2027, 4, 29), "昭和の日"}, {CivilDate::of(2027, 5, 3), "憲法記念日"},
    {CivilDate::of(2027, 5, 4), "みどりの日"}, {CivilDate::of(2027, 5, 5), "こどもの日"}, {CivilDate::of(2027, 7, 19), "海の日"},
    {CivilDate::of(2027, 8, 11), "山の日"}, {CivilDate::of(2027, 9, 20), "敬老の日"}, {CivilDate::of(2027, 9, 23), "秋分の日"},
    {CivilDate::of(2027, 10, 11), "スポーツの日"}, {CivilDate::of(2027, 11, 3), "文化の日"},
    {CivilDate::of(2027, 11, 23), "勤労感謝の日"},
    // 2028
    {CivilDate::of(2028, 1, 1), "元日"}, {CivilDate::of(2028, 1, 10), "成人の日"}, {CivilDate::of(2028, 2, 11), "建国記念の日"},
    {CivilDate::of(2028, 2, 23), "天皇誕生日"}, {CivilDate::of(2028, 3, 20), "春分の日"},
    {CivilDate::of(2028, 4, 29), "昭和の日"}, {CivilDate::of(2028, 5, 3), "憲法記念日"},
    {CivilDate::of(2028, 5, 4), "みどりの日"}, {CivilDate::of(2028, 5, 5), "こどもの日"}, {CivilDate::of(2028, 7, 17), "海の日"},
    {CivilDate::of(2028, 8, 11), "山の日"}, {CivilDate::of(2028, 9, 18), "敬老の日"}, {CivilDate::of(2028, 9, 22), "秋分の日"},
    {CivilDate::of(2028, 10, 9), "スポーツの日"}, {CivilDate::of(2028, 11, 3), "文化の日"},
    {CivilDate::of(2028, 11, 23), "勤労感謝の日"},
    // 2029
    {CivilDate::of(2029, 1, 1), "元日"}, {CivilDate::of(2029, 1, 8), "成人の日"}, {CivilDate::of(2029, 2, 11), "建国記念の日"},
    {CivilDate::of(2029, 2, 12), "振替休日"}, {CivilDate::of(2029, 2, 23), "天皇誕生日"},
    {CivilDate::of(2029, 3, 20), "春分の日"}, {CivilDate::of(2029, 4, 29), "昭和の日"}, {CivilDate::of(2029, 4, 30), "振替休日"},
    {CivilDate::of(2029, 5, 3), "憲法記念日"}, {CivilDate::of(2029, 5, 4), "みどりの日"},
    {CivilDate::of(2029, 5, 5), "こどもの日"}, {CivilDate::of(2029, 7, 16), "海の日"}, {CivilDate::of(2029, 8, 11), "山の日"},
    {CivilDate::of(2029, 9, 17), "敬老の日"}, {CivilDate::of(2029, 9, 23), "秋分の日"}, {CivilDate::of(2029, 9, 24), "振替休日"},
    {CivilDate::of(2029, 10, 8), "スポーツの日"}, {CivilDate::of(2029, 11, 3), "文化の日"},
    {CivilDate::of(2029, 11, 23), "勤労感謝の日"},
    // 2030
    {CivilDate::of(2030, 1, 1), "元日"}, {CivilDate::of(2030, 1, 14), "成人の日"}, {CivilDate::of(2030, 2, 11), "建国記念の日"},
    {CivilDate::of(2030, 2, 23), "天皇誕生日"}, {CivilDate::of(2030, 3, 20), "春分の日"},
    {CivilDate::of(2030, 4, 29), "昭和の日"}, {CivilDate::of(2030, 5, 3), "憲法記念日"},
    {CivilDate::of(2030, 5, 4), "みどりの日"}, {CivilDate::of(2030, 5, 5), "こどもの日"}, {CivilDate::of(2030, 5, 6), "振替休日"},
    {CivilDate::of(2030, 7, 15), "海の日"}, {CivilDate::of(2030, 8, 11), "山の日"}, {CivilDate::of(2030, 8, 12), "振替休日"},
    {CivilDate::of(2030, 9, 16), "敬老の日"}, {CivilDate::of(2030, 9, 23), "秋分の日"},
    {CivilDate::of(2030, 10, 14), "スポーツの日"}, {CivilDate::of(2030, 11, 3), "文化の日"},
    {CivilDate::of(2030, 11, 4), "振替休日"}, {CivilDate::of(2030, 11, 23), "勤労感謝の日"},
    // 2031
    {CivilDate::of(2031, 1, 1), "元日"}, {CivilDate::of(2031, 1, 13), "成人の日"}, {CivilDate::of(2031, 2, 11), "建国記念の日"},
    {CivilDate::of(2031, 2, 23), "天皇誕生日"}, {CivilDate::of(2031, 2, 24), "振替休日"},
    {CivilDate::of(2031, 3, 21), "春分の日"}, {CivilDate::of(2031, 4, 29), "昭和の日"}, {CivilDate::of(2031, 5, 3), "憲法記念日"},
    {CivilDate::of(2031, 5, 4), "みどりの日"}, {CivilDate::of(2031, 5, 5), "こどもの日"}, {CivilDate::of(2031, 5, 6), "振替休日"},
    {CivilDate::of(2031, 7, 21), "海の日"}, {CivilDate::of(2031, 8, 11), "山の日"}, {CivilDate::of(2031, 9, 15), "敬老の日"},
    {CivilDate::of(2031, 9, 23), "秋分の日"}, {CivilDate::of(2031, 10, 13), "スポーツの日"},
    {CivilDate::of(2031, 11, 3), "文化の日"}, {CivilDate::of(2031, 11, 23), "勤労感謝の日"},
    {CivilDate::of(2031, 11, 24), "振替休日"},
    // 2032
    {CivilDate::of(2032, 1, 1), "元日"}, {CivilDate::of(2032, 1, 12), "成人の日"}, {CivilDate::of(2032, 2, 11), "建国記念の日"},
    {CivilDate::of(2032, 2, 23), "天皇誕生日"}, {CivilDate::of(2032, 3, 20), "春分の日"},
    {CivilDate::of(2032, 4, 29), "昭和の日"}, {CivilDate::of(2032, 5, 3), "憲法記念日"},
    {CivilDate::of(2032, 5, 4), "みどりの日"}, {CivilDate::of(2032, 5, 5), "こどもの日"}, {CivilDate::of(2032, 7, 19), "海の日"},
    {CivilDate::of(2032, 8, 11), "山の日"}, {CivilDate::of(2032, 9, 20), "敬老の日"}, {CivilDate::of(2032, 9, 21), "国民の休日"},
    {CivilDate::of(2032, 9, 22), "秋分の日"}, {CivilDate::of(2032, 10, 11), "スポーツの日"},
    {CivilDate::of(2032, 11, 3), "文化の日"}, {CivilDate::of(2032, 11, 23), "勤労感謝の日"},
    // 2033
    {CivilDate::of(2033, 1, 1), "元日"}, {CivilDate::of(2033, 1, 10), "成人の日"}, {CivilDate::of(2033, 2, 11), "建国記念の日"},
    {CivilDate::of(2033, 2, 23), "天皇誕生日"}, {CivilDate::of(2033, 3, 20), "春分の日"},
    {CivilDate::of(2033, 3, 21), "振替休日"}, {CivilDate::of(2033, 4, 29), "昭和の日"}, {CivilDate::of(2033, 5, 3), "憲法記念日"},
    {CivilDate::of(2033, 5, 4), "みどりの日"}, {CivilDate::of(2033, 5, 5), "こどもの日"}, {CivilDate::of(2033, 7, 18), "海の日"},
    {CivilDate::of(2033, 8, 11), "山の日"}, {CivilDate::of(2033, 9, 19), "敬老の日"}, {CivilDate::of(2033, 9, 23), "秋分の日"},
    {CivilDate::of(2033, 10, 10), "スポーツの日"}, {CivilDate::of(2033, 11, 3), "文化の日"},
    {CivilDate::of(2033, 11, 23), "勤労感謝の日"},
    // 2034
    {CivilDate::of(2034, 1, 1), "元日"}, {CivilDate::of(2034, 1, 2), "振替休日"}, {CivilDate::of(2034, 1, 9), "成人の日"},
    {CivilDate::of(2034, 2, 11), "建国記念の日"}, {CivilDate::of(2034, 2, 23), "天皇誕生日"},
    {CivilDate::of(2034, 3, 20), "春分の日"}, {CivilDate::of(2034, 4, 29), "昭和の日"}, {CivilDate::of(2034, 5, 3), "憲法記念日"},
    {CivilDate::of(2034, 5, 4), "みどりの日"}, {CivilDate::of(2034, 5, 5), "こどもの日"}, {CivilDate::of(2034, 7, 17), "海の日"},
    {CivilDate::of(2034, 8, 11), "山の日"}, {CivilDate::of(2034, 9, 18), "敬老の日"}, {CivilDate::of(2034, 9, 23), "秋分の日"},
    {CivilDate::of(2034, 10, 9), "スポーツの日"}, {CivilDate::of(2034, 11, 3), "文化の日"},
    {CivilDate::of(2034, 11, 23), "勤労感謝の日"},
    // 2035
    {CivilDate::of(2035, 1, 1), "元日"}, {CivilDate::of(2035, 1, 8), "成人の日"}, {CivilDate::of(2035, 2, 11), "建国記念の日"},
    {CivilDate::of(2035, 2, 12), "振替休日"}, {CivilDate::of(2035, 2, 23), "天皇誕生日"},
    {CivilDate::of(2035, 3, 21), "春分の日"}, {CivilDate::of(2035, 4, 29), "昭和の日"}, {CivilDate::of(2035, 4, 30), "振替休日"},
    {CivilDate::of(2035, 5, 3), "憲法記念日"}, {CivilDate::of(2035, 5, 4), "みどりの日"},
    {CivilDate::of(2035, 5, 5), "こどもの日"}, {CivilDate::of(2035, 7, 16), "海の日"}, {CivilDate::of(2035, 8, 11), "山の日"},
    {CivilDate::of(2035, 9, 17), "敬老の日"}, {CivilDate::of(2035, 9, 23), "秋分の日"}, {CivilDate::of(2035, 9, 24), "振替休日"},
    {CivilDate::of(2035, 10, 8), "スポーツの日"}, {CivilDate::of(2035, 11, 3), "文化の日"},
    {CivilDate::of(2035, 11, 23), "勤労感謝の日"},
};

}  // namespace

std::span<const HolidayRow> built_in_holidays() { return kRows; }

}  // namespace totsugo
