#include "corpus.h"

namespace imprimatur::bench {
namespace {

constexpr std::string_view kEnglish =
    "the of to and a in that for is on was it with as he by at from be have has had an are his "
    "were "
    "but not they said this who which will its would been or one their after more also when there "
    "two first about up out over last into new could than we year people government some only "
    "other "
    "most against no time can all week just because many them where before while three during "
    "police "
    "state president country him under so minister what percent until both her since such world "
    "city "
    "still million between years months days another day national million billion party officials "
    "according group may including court back court former week security leader public war report "
    "made "
    "four our five next market company high foreign part member support next month power home made "
    "agency reserved economy price oil bank growth rate deal talks rights election vote law budget "
    "tax "
    "trade export import border army attack troops peace treaty crisis flood storm quake rescue "
    "victim "
    "hospital doctor school student teacher research study science climate energy water river "
    "coast "
    "harbour ship bridge rail train airport flight road traffic driver match goal season coach "
    "player "
    "league title final record stadium film music stage museum gallery writer novel press paper "
    "newspaper editor reporter camera picture photo image website network phone software data "
    "machine "
    "factory worker union strike wage pension insurance court judge lawyer trial prison appeal "
    "ruling "
    "charge fraud theft victim witness inquiry committee parliament senate mayor council budget "
    "plan "
    "project building housing rent family child mother father neighbour village farm harvest wheat "
    "cattle fish forest mountain island snow summer winter spring autumn morning evening night "
    "Monday "
    "Tuesday Wednesday Thursday Friday Saturday Sunday January February March April June July "
    "August "
    "September October November December announced rejected agreed warned called expected reported "
    "published written broadcast distributed signed raised opened closed moved returned began "
    "ended "
    "several early late near far north south east west central small large long short old young "
    "strong "
    "weak clear free full open ready common private legal local global financial political "
    "military "
    "medical royal federal annual daily material permission source content use";
constexpr std::string_view kEndings[] = {"s", "ed", "ing", "er", "ly", "al", "ment", "ness"};

constexpr std::string_view kTurkish =
    "ve bir bu da de için ile olarak olan çok daha gibi kadar sonra en ancak göre yeni iki her ise "
    "o "
    "ülke dünya yıl gün hükümet bakan başkan seçim parti meclis görüşme anlaşma ekonomi şirket "
    "üretim "
    "fiyat artış yüzde milyon lira enerji güvenlik polis saldırı yaralı kişi bölge şehir belediye "
    "yol "
    "deprem yangın okul öğrenci öğretmen sağlık hastane doktor maç takım gol sezon haber basın "
    "gazeteci açıklama yaptı söyledi belirtti dedi edildi oldu başladı sürüyor İstanbul Ankara "
    "izin";
constexpr std::string_view kRussian =
    "и в не на что с по как это из за к от для его но был так все уже года после также более "
    "страны "
    "президент правительство министр парламент партия выборы суд дело закон рынок цены нефть банк "
    "рост "
    "компания рублей миллионов город область район дорога поезд самолёт школа больница врач ученые "
    "погода снег команда матч победа сезон сообщил заявил отметил сказал газета журналист права";
constexpr std::string_view kArabic =
    "في من على أن إلى عن مع هذا التي الذي بعد قال كان بين كما خلال حتى قبل لكن عام يوم الحكومة "
    "الرئيس "
    "الوزير البلاد المدينة الاقتصاد النفط أسعار شركة مليون الانتخابات البرلمان اتفاق محادثات "
    "الشرطة "
    "المستشفى الصحة المدارس الطلاب الفريق المباراة الدوري الصحف الحقوق الماء الطريق المطار";
constexpr std::string_view kChinese =
    "的 了 在 是 和 有 将 与 及 为 对 从 到 上 下 新 大 政府 总统 部长 会议 经济 市场 公司 企业 "
    "银行 价格 "
    "增长 石油 能源 贸易 协议 选举 法院 警方 调查 医院 学校 学生 城市 交通 铁路 机场 比赛 球队 "
    "冠军 记者 报道 表示 "
    "认为 今年 目前 已经 可以 进行 通过 关于 其中 因为 但是 国家 地区 安全 合作 权利 发布";

std::vector<std::string> split(std::string_view list) {
  std::vector<std::string> words;
  while (!list.empty()) {
    const std::size_t end = list.find(' ');
    words.emplace_back(list.substr(0, end));
    list = end == std::string_view::npos ? std::string_view() : list.substr(end + 1);
  }
  return words;
}

// The first words are what every text is full of. Behind them a word of the news comes with
// invented ones, so that words of which notices are made are about as rare as in real news.
std::vector<std::string> english_words() {
  constexpr std::size_t kCommon = 120;
  constexpr std::size_t kInvented = 7;
  std::vector<std::string> words = split(kEnglish);
  const std::size_t stems = words.size();
  for (const std::string_view ending : kEndings) {
    for (std::size_t i = kCommon; i < stems; ++i) {
      words.push_back(words[i] + std::string(ending));
    }
  }
  const std::vector<std::string_view> parts = syllables();
  std::vector<std::string> mixed(words.begin(), words.begin() + kCommon);
  std::size_t made = 0;
  for (std::size_t i = kCommon; i < words.size(); ++i) {
    mixed.push_back(words[i]);
    for (std::size_t k = 0; k < kInvented; ++k, ++made) {
      mixed.push_back(std::string(parts[made % parts.size()]) +
                      std::string(parts[made * 7 / parts.size() % parts.size()]) +
                      std::string(parts[made / 3 % parts.size()]));
    }
  }
  return mixed;
}

}  // namespace

std::vector<Vocabulary> vocabularies() {
  Vocabulary english{english_words()};
  return {std::move(english),
          {split(kTurkish)},
          {split(kRussian)},
          {split(kArabic)},
          {split(kChinese), "", "\u3002"}};
}

std::vector<std::string_view> notices() {
  return {
      "Copyright {y} {a}. All rights reserved. This material may not be published, broadcast, "
      "rewritten or redistributed.",
      "© {y} {a}. All rights reserved.",
      "(c) {y} {a}",
      "© {a}",
      "Copyright {a} {y}\nAll rights\nreserved.",
      "Source: {a}",
      "{a} contributed to this report.",
      "Photo by {p}/{a}",
      "With inputs from {a}",
      "Reporting by {p}; Editing by {p}",
      "No part of this publication may be reproduced without the prior written permission of {a}.",
      "For personal use only. Not for commercial use. {a}",
      "This article is republished from {a} under a Creative Commons licence.",
      "Licensed under CC BY-SA 4.0",
      "Contains public sector information licensed under the Open Government Licence v3.0.",
      "Tüm hakları saklıdır. © {y} {a}",
      "Alle Rechte vorbehalten. © {a}",
      "Tous droits réservés. © {y} {a}",
      "Todos los derechos reservados. {a}",
      "Riproduzione riservata © Copyright {a}",
      "Все права защищены. {a}",
      "جميع الحقوق محفوظة {a}",
      "版权所有 {a} 未经授权不得转载",
  };
}

std::vector<std::string_view> harmless() {
  return {
      "Lawmakers debated the copyright bill, and rights groups said some seats were reserved for "
      "{p}.",
      "He holds the film rights, the television rights and a reserved place near the {w}.",
      "Judges in {p} heard a copyright dispute between the {w} and a small publisher.",
      "The news agency reported, citing Reuters and AFP, that the {w} had been broadcast in {y}.",
      "Members of the group (c) called the licence fee unfair and left the {w}.",
      "Patent and copyright lawyers reserved judgment on the redistribution of {w} funds.",
      "The Reuters building was sold; AP and TASS had moved out in {y}.",
      "Tickets are distributed by the {w}; resale without permission is prohibited, the club said.",
  };
}

std::vector<std::string_view> datelines() {
  return {"{C} (Reuters) - ", "{C} (AP) — ", "{C} (AFP) - ", "{C}, (Xinhua) -- ", "{C} (dpa) - "};
}

std::vector<std::string_view> agencies() {
  return {"Anadolu Agency",
          "The Associated Press",
          "Reuters",
          "Agence France-Presse",
          "AFP",
          "Deutsche Presse-Agentur",
          "dpa",
          "EFE",
          "ANSA",
          "Xinhua News Agency",
          "Kyodo News",
          "Yonhap News Agency",
          "TASS",
          "Interfax",
          "PA Media",
          "Press Trust of India",
          "Belga",
          "Lusa",
          "Bernama",
          "Getty Images",
          "the publisher",
          "the newspaper",
          "its owners",
          "the author"};
}

std::vector<std::string_view> syllables() {
  return {"ka",   "ro", "mi",  "tel", "val", "dor", "bel",  "sho", "ne", "ha", "lu", "per", "gra",
          "sten", "fo", "ley", "mar", "ov",  "ski", "berg", "sun", "ez", "ob", "ur", "el",  "os"};
}

}  // namespace imprimatur::bench
