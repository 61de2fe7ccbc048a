//! Characters whose readings a person looked through: surnames, places, streets, and what stands in a rep's notes.
//!
//! The `pinyin` crate lists what dictionaries list, among it readings that no living name has (重 as *tong*), and it lacks
//! some that names have (六安 *lu*, 厦 first as *xia*). For these characters this list replaces it: the usual reading
//! first, then all others that are alive.

/// The readings of each character, in folded form.
const CURATED: &str = "
单:dan,shan,chan 曾:zeng,ceng 仇:qiu,chou 解:jie,xie 查:cha,zha 区:qu,ou 朴:pu,piao,po 尉:wei,yu 万:wan,mo 俟:si,qi 乐:le,yue
重:zhong,chong 行:xing,hang 药:yao 厦:xia,sha 莘:xin,shen 六:liu,lu 番:fan,pan 蚌:bang,beng 埠:bu 埔:pu,bu 堡:bao,bu,pu 涡:wo,guo
浚:jun,xun 铅:qian,yan 蔚:wei,yu 亳:bo 会:hui,kuai,gui 台:tai 盖:gai,ge 翟:zhai,di 缪:miao,mou,mu 员:yuan,yun 秘:mi,bi 洗:xi,xian
召:zhao,shao 折:zhe,she 繁:fan,po 种:zhong,chong 任:ren 隗:wei,kui 宓:mi,fu 黑:hei,he 句:ju,gou 乜:nie,mie 车:che,ju 祭:ji,zhai
柏:bai,bo 贾:jia,gu 谷:gu,yu 牟:mou,mu 晟:sheng,cheng 谌:chen,shen 覃:qin,tan 盛:sheng,cheng 石:shi,dan 长:chang,zhang
朝:chao,zhao 阿:a,e 葛:ge 臧:zang 应:ying 冼:xian 逄:pang 郇:xun,huan 幺:yao 令:ling 澹:dan,tan 叶:ye,xie 戏:xi 圳:zhen
圩:wei,xu 垌:dong,tong 濮:pu 勐:meng 邛:qiong 崃:lai 莞:guan,wan 枞:cong,zong 歙:she,xi 黟:yi 泌:mi,bi 侯:hou 剡:shan,yan 嵊:sheng
鄞:yin 甪:lu 栎:li,yue 弄:nong,long 巷:xiang,hang 咖:ka,ga 佛:fo,fu 血:xue,xie 色:se,shai 露:lu,lou 给:gei,ji 子:zi 〇:ling
都:du,dou 还:hai,huan 调:diao,tiao 传:chuan,zhuan 便:bian,pian 得:de,dei 参:can,shen,cen 藏:cang,zang 校:xiao,jiao 率:lv,shuai
觉:jue,jiao 模:mo,mu 降:jiang,xiang 宿:su,xiu 差:cha,chai,ci 数:shu,shuo 系:xi,ji 角:jiao,jue 强:qiang,jiang 切:qie 曲:qu
着:zhe,zhao,zhuo,zhu 转:zhuan 钻:zuan 发:fa 和:he,huo 冠:guan 卷:juan 可:ke 了:le,liao 落:luo,la,lao 没:mei,mo 泡:pao 铺:pu
期:qi,ji 似:si,shi 提:ti,di 吓:xia,he 要:yao 载:zai 占:zhan 当:dang 倒:dao 称:cheng,chen 弹:dan,tan 估:gu 号:hao 划:hua 几:ji
将:jiang 教:jiao 卡:ka,qia 壳:ke,qiao 绿:lv,lu 什:shen,shi 省:sheng,xing 挑:tiao 担:dan 冲:chong 薄:bo,bao 剥:bo,bao 熟:shu,shou
塞:sai,se 削:xiao,xue 尽:jin 干:gan,qian 好:hao 空:kong 看:kan 那:na 难:nan 宁:ning 片:pian 起:qi 撒:sa 散:san 少:shao
为:wei 兴:xing 压:ya,yan 因:yin 与:yu 脏:zang 涨:zhang 正:zheng 钉:ding 创:chuang 供:gong 华:hua 济:ji 间:jian 禁:jin 劲:jin,jing
处:chu 量:liang 中:zhong 作:zuo 不:bu 大:da,dai 地:di,de 的:de,di 东:dong 分:fen 更:geng 过:guo 上:shang 下:xia 一:yi 相:xiang
只:zhi 打:da 把:ba 被:bei 背:bei 比:bi 并:bing 场:chang 厂:chang 斗:dou 度:du 恶:e,wu 否:fou,pi 服:fu 夫:fu 父:fu 各:ge 合:he
核:he,hu 后:hou 假:jia 价:jia 结:jie 介:jie 今:jin 据:ju 开:kai 来:lai 劳:lao 累:lei 里:li 论:lun 么:me
拉:la 门:men 名:ming 南:nan 宝:bao 其:qi 奇:qi,ji 亲:qin,qing 去:qu 设:she 食:shi 识:shi,zhi 说:shuo,shui 思:si
通:tong 同:tong 王:wang 文:wen 无:wu 西:xi 先:xian 信:xin 新:xin 许:xu 夏:xia 颜:yan 燕:yan 杨:yang 衣:yi 有:you 于:yu,wu 余:yu
予:yu 雨:yu 约:yue 粘:zhan,nian 张:zhang 者:zhe 知:zhi 治:zhi 诸:zhu 祝:zhu 属:shu,zhu 自:zi 综:zong 镇:zhen 吴:wu 俞:yu,shu
";

/// Each character of the list with its readings, the usual one first.
pub(super) fn entries() -> impl Iterator<Item = (char, std::str::Split<'static, char>)> {
    CURATED.split_whitespace().filter_map(|entry| {
        let (c, readings) = entry.split_once(':')?;
        Some((c.chars().next()?, readings.split(',')))
    })
}

#[cfg(test)]
mod tests {
    use super::super::table::known_syllable;
    use super::*;
    use crate::base::text::fold_char;

    #[test]
    fn the_list_holds_folded_characters_and_true_syllables() {
        for (c, readings) in entries() {
            assert_eq!(fold_char(c), Some(c), "{c} is not in folded form");
            for reading in readings {
                assert!(known_syllable(reading).is_some(), "{c}: {reading}");
            }
        }
    }
}
