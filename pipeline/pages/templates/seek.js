document.addEventListener("click",function(event){
  var link=event.target.closest('a[href^="#t="]'),film=document.querySelector("video");
  if(!link||!film)return;
  event.preventDefault();
  film.currentTime=parseFloat(link.hash.slice(3));
  film.scrollIntoView({block:"nearest"});
  film.focus({preventScroll:true});
  film.play();
});
