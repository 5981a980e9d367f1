#include "core/tables/kanji_variants.h"

#include <unordered_map>

namespace totsugo {
namespace {

// Groups are separated by spaces; old forms follow the form in use today (shinjitai and kyujitai, and the popular forms
// found in family registers). Characters that are different surnames in spite of their likeness (坂/阪, 畠/畑) are not here.
constexpr char32_t kGroups[] =
    U"高髙 崎﨑嵜 吉𠮷 柳栁桺 辺邉邊 斉齋齊斎 沢澤 浜濱濵 広廣 桜櫻 国國囯 島嶋嶌 竜龍 滝瀧 富冨 真眞 恵惠 徳德 "
    U"来來 桑桒 関關 学學 曽曾 県縣 経經 栄榮 営營 円圓 園薗 塩鹽 奥奧 横橫 応應 桧檜 会會 絵繪 覚覺 楽樂 勧勸 観觀 "
    U"気氣 亀龜 旧舊 挙擧 拠據 峡峽 狭狹 郷鄕 暁曉 区區 駆驅 勲勳 径徑 渓溪 茎莖 継繼 鶏鷄 芸藝 剣劍劔 圏圈 検檢 "
    U"権權 献獻 顕顯 験驗 厳嚴 鉱鑛 号號 済濟 剤劑 桟棧 参參 賛贊 残殘 糸絲 歯齒 児兒 辞辭 湿濕 実實 写寫 舎舍 釈釋 "
    U"寿壽 収收 従從 渋澁澀 獣獸 縦縱 粛肅 処處 叙敍 将將 称稱 焼燒 奨獎奬 証證 条條 状狀 乗乘 浄淨 剰剩 畳疊 縄繩 "
    U"壌壤 嬢孃 譲讓 醸釀 嘱囑 触觸 寝寢 慎愼 尽盡 図圖 粋粹 酔醉 穂穗 随隨 枢樞 数數 瀬瀨 声聲 静靜 摂攝 専專 浅淺 "
    U"戦戰 践踐 銭錢 潜潛 繊纖 禅禪 双雙 壮壯 争爭 荘莊 捜搜 挿插 巣巢 装裝 総總 聡聰 騒騷 増增 蔵藏 即卽 属屬 続續 "
    U"対對 体體 帯帶 滞滯 台臺 択擇 担擔 団團 断斷 弾彈 遅遲 虫蟲 昼晝 鋳鑄 庁廳 聴聽 徴徵 勅敕 鎮鎭 逓遞 鉄鐵鐡 転轉 "
    U"点點 伝傳 党黨 灯燈 当當 闘鬪 独獨 読讀 届屆 弐貳 脳腦 拝拜 廃廢 売賣 麦麥 発發 髪髮 抜拔 秘祕 彦彥 姫姬 仏佛 "
    U"払拂 並竝 変變 弁辯辨瓣 宝寶寳 豊豐 翻飜 毎每 槙槇 万萬 満滿 黙默 訳譯 薬藥 与與 誉譽 予豫 余餘 揺搖 様樣 謡謠 "
    U"遥遙 尭堯 頼賴 乱亂 覧覽 略畧 隣鄰 涙淚 塁壘 励勵 礼禮 霊靈 齢齡 恋戀 炉爐 労勞 楼樓 録錄 湾灣 亘亙 凛凜 晃晄 "
    U"峰峯 岳嶽 梅楳 松枩 枡桝 館舘 船舩 達逹 秋穐 群羣 裏裡 隠隱 鴎鷗 鴬鶯 悦悅 鋭銳 清淸 青靑 戸戶 黒黑 教敎 呂吕 "
    U"強强 巻卷 内內 呉吳 温溫 寛寬 侠俠 兎兔 淵渕渊 砺礪 禄祿 祢禰 稲稻 竃竈 蛍螢 讃讚 迩邇 郎郞 鑑鑒 麹麴 黄黃 倶俱 "
    U"凉涼 厩廐廄 叡睿 喜㐂 囲圍 壷壺 巌巖 弥彌 恒恆 懐懷 昂昻 晋晉 橋槗 歩步 煕熙凞 爾尓 猪豬 穣穰 窓窗 緑綠 縁緣 "
    U"繍繡 艶艷豔 芦蘆 莱萊 蒋蔣 薫薰 藪薮 虎乕 衛衞 顔顏 欅﨔 瑶瑤 蝉蟬 頬頰 "
    U"填塡 剥剝 叱𠮟 掴摑 醤醬 鹸鹼 噛嚙 躯軀 篭籠 鯵鰺 鶴靏靍 翠翆 峨峩 嵯嵳 "
    U"濤涛 檮梼 聯聨 蘂蕊 勢㔟 畝畆畒 舗舖 蛎蠣 "
    U"騨驒 麸麩 ";

std::unordered_map<char32_t, char32_t> build() {
  std::unordered_map<char32_t, char32_t> map;
  char32_t head = 0;
  for (const char32_t c : kGroups) {
    if (c == U' ' || c == 0) {
      head = 0;
    } else if (head == 0) {
      head = c;
      if (const auto it = map.find(c); it != map.end()) head = it->second;
    } else if (c != head) {
      map.emplace(c, head);
    }
  }
  return map;
}

const std::unordered_map<char32_t, char32_t>& table() {
  static const std::unordered_map<char32_t, char32_t> map = build();
  return map;
}

}  // namespace

char32_t kanji_representative(char32_t cp) {
  if (cp < 0x3400) return cp;
  const auto it = table().find(cp);
  return it == table().end() ? cp : it->second;
}

bool same_kanji(char32_t a, char32_t b) { return a == b || kanji_representative(a) == kanji_representative(b); }

void for_each_kanji_variant(const std::function<void(char32_t, char32_t)>& use) {
  for (const auto& [variant, representative] : table()) use(variant, representative);
}

std::size_t kanji_variant_count() { return table().size(); }

}  // namespace totsugo
